package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.RankerModel;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orderings of one snapshot, one a policy; the shipped weights where its manifest has none.
 *
 * @param manifest the snapshot's manifest
 * @param newItems when seen items are left out
 * @param allItems when seen items may come again
 * @param inSession when a session or the item on the screen says what is wanted now
 */
record PolicyOrderings(
    SnapshotManifest manifest, Ordering newItems, Ordering allItems, Ordering inSession) {

  static PolicyOrderings of(Snapshot snapshot, RankingParams params) {
    return new PolicyOrderings(
        snapshot.manifest(),
        ordering(snapshot, SnapshotManifest.NEW_ITEMS, params.newItems()),
        ordering(snapshot, SnapshotManifest.ALL_ITEMS, params.allItems()),
        ordering(snapshot, SnapshotManifest.IN_SESSION, params.inSession()));
  }

  /** The policy that a query falls under. */
  static String policy(ResolvedQuery query) {
    if (query.signals().length > 0) {
      return SnapshotManifest.IN_SESSION;
    }
    return query.query().includeSeen() ? SnapshotManifest.ALL_ITEMS : SnapshotManifest.NEW_ITEMS;
  }

  Ordering forPolicy(String policy) {
    return switch (policy) {
      case SnapshotManifest.IN_SESSION -> inSession;
      case SnapshotManifest.ALL_ITEMS -> allItems;
      default -> newItems;
    };
  }

  private static Ordering ordering(Snapshot snapshot, String policy, BlendWeights otherwise) {
    Map<String, Double> found = snapshot.manifest().weights().get(policy);
    RankerModel ranker = snapshot.ranker();
    return new Ordering(
        found == null ? otherwise : BlendWeights.of(found),
        ranker == null ? null : forest(ranker, policy));
  }

  /** The trees of a policy over this program's features, or null. */
  static @Nullable Forest forest(RankerModel ranker, String policy) {
    Forest forest = ranker.forests().get(policy);
    if (forest == null) {
      return null;
    }
    List<String> known = FeatureNames.all();
    int[] places = ranker.features().stream().mapToInt(known::indexOf).toArray();
    return forest.renumbered(places);
  }
}

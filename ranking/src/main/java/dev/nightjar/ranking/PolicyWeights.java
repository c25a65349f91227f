package dev.nightjar.ranking;

import dev.nightjar.contract.SnapshotManifest;
import java.util.Map;

/**
 * The blend's weights of one snapshot, one set a policy; the shipped ones where its manifest has
 * none.
 *
 * @param manifest the snapshot's manifest
 * @param newItems weights when seen items are left out
 * @param allItems weights when seen items may come again
 * @param inSession weights when a session or the item on the screen says what is wanted now
 */
record PolicyWeights(
    SnapshotManifest manifest,
    BlendWeights newItems,
    BlendWeights allItems,
    BlendWeights inSession) {

  static PolicyWeights of(SnapshotManifest manifest, RankingParams params) {
    return new PolicyWeights(
        manifest,
        weights(manifest, SnapshotManifest.NEW_ITEMS, params.newItems()),
        weights(manifest, SnapshotManifest.ALL_ITEMS, params.allItems()),
        weights(manifest, SnapshotManifest.IN_SESSION, params.inSession()));
  }

  BlendWeights forQuery(ResolvedQuery query) {
    if (query.signals().length > 0) {
      return inSession;
    }
    return query.query().includeSeen() ? allItems : newItems;
  }

  private static BlendWeights weights(
      SnapshotManifest manifest, String policy, BlendWeights otherwise) {
    Map<String, Double> found = manifest.weights().get(policy);
    return found == null ? otherwise : BlendWeights.of(found);
  }
}

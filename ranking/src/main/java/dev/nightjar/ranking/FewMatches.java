package dev.nightjar.ranking;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The items that match filters which few match, kept from one request to the next: pages ask by the
 * same filters all day, and only one that few items match makes a walk through the whole catalogue
 * long. Of the newest snapshot only. Thread-safe.
 */
final class FewMatches {
  /** What is few; a filter that more items match finds enough of them soon. */
  static final int MOST = 4_096;

  /** Filters kept; together at most 8 MB. */
  private static final int FILTERS = 512;

  private volatile @Nullable Known last;

  /** What is known of one snapshot. */
  private record Known(SnapshotManifest manifest, Map<ItemFilter, int[]> matches) {}

  /** The items that match, the most popular first; null when they are many, or not known yet. */
  int @Nullable [] of(Snapshot snapshot, ItemFilter filter) {
    return filter.isNone() ? null : known(snapshot).matches().get(filter);
  }

  /** Keeps the items that match, of all of the snapshot, the most popular first. */
  void keep(Snapshot snapshot, ItemFilter filter, int[] matches) {
    Map<ItemFilter, int[]> kept = known(snapshot).matches();
    if (kept.size() >= FILTERS) {
      // Whatever is asked for again comes back with the next walk.
      kept.clear();
    }
    kept.put(filter, matches);
  }

  private Known known(Snapshot snapshot) {
    Known known = last;
    if (known == null || known.manifest() != snapshot.manifest()) {
      known = new Known(snapshot.manifest(), new ConcurrentHashMap<>());
      last = known;
    }
    return known;
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
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

  /**
   * Walks through the items that match, the most popular first.
   *
   * @param wanted the filter over the snapshot
   * @param visitor takes an item and says whether to go on
   */
  void walk(Snapshot snapshot, ItemFilter filter, ItemPredicate wanted, IntPredicate visitor) {
    Map<ItemFilter, int[]> kept = known(snapshot).matches();
    int[] few = kept.get(filter);
    if (few == null) {
      walkAll(snapshot, filter, wanted, visitor);
      return;
    }
    for (int i = 0; i < few.length && visitor.test(few[i]); i++) {}
  }

  /** Notes on its way which items match, for the next one who asks, if that turns out to be few. */
  private void walkAll(
      Snapshot snapshot, ItemFilter filter, ItemPredicate wanted, IntPredicate visitor) {
    int[] items = snapshot.byPopularity();
    int[] matches = new int[MOST];
    int count = 0;
    for (int item : items) {
      if (wanted.test(item)) {
        if (count < matches.length) {
          matches[count] = item;
        }
        count++;
        if (!visitor.test(item)) {
          return;
        }
      }
    }
    if (count <= matches.length) {
      keep(snapshot, filter, Arrays.copyOf(matches, count));
    }
  }

  private void keep(Snapshot snapshot, ItemFilter filter, int[] matches) {
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

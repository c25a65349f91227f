package dev.nightjar.ranking;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.filter.BoundFilter;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.filter.ItemPredicate;
import dev.nightjar.ranking.store.Snapshot;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters of rules over the newest snapshot, kept from one request to the next: rules stay the
 * same all day. Not thread-safe; belongs to one thread.
 */
final class RuleFilters {
  /** More are rules of single requests. */
  private static final int MOST = 256;

  private final Map<ItemFilter, BoundFilter> bound = new IdentityHashMap<>();
  private @Nullable SnapshotManifest manifest;

  /**
   * Which items of a snapshot a rule means.
   *
   * @throws InvalidQueryException when the snapshot cannot tell
   */
  ItemPredicate of(Snapshot snapshot, ItemFilter filter) {
    if (manifest != snapshot.manifest() || bound.size() >= MOST) {
      bound.clear();
      manifest = snapshot.manifest();
    }
    BoundFilter found = bound.get(filter);
    if (found == null) {
      found = filter.bind(snapshot);
      bound.put(filter, found);
    }
    return found.predicate();
  }
}

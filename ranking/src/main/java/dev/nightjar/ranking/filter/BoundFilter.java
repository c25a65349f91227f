package dev.nightjar.ranking.filter;

import java.util.List;

/**
 * A filter over one snapshot.
 *
 * @param predicate which items it wants
 * @param unknown the fields it asks for that no item of the snapshot has, in the filter's order
 */
public record BoundFilter(ItemPredicate predicate, List<String> unknown) {
  static final BoundFilter NONE = new BoundFilter(item -> true, List.of());

  public BoundFilter {
    unknown = List.copyOf(unknown);
  }

  /** Whether it is the filter that wants every item. */
  public boolean wantsAll() {
    return this == NONE;
  }
}

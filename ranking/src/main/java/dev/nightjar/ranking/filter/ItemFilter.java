package dev.nightjar.ranking.filter;

import dev.nightjar.ranking.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Which items a request wants by what is known of them, read and checked; docs/api.md describes the
 * language. A comparison with what is not known of an item does not hold. Immutable.
 */
public final class ItemFilter {
  /** Wants any item. */
  public static final ItemFilter NONE = new ItemFilter(null);

  private final @Nullable Condition condition;

  private ItemFilter(@Nullable Condition condition) {
    this.condition = condition;
  }

  /**
   * Reads the text of a filter.
   *
   * @throws dev.nightjar.ranking.InvalidQueryException that names the column, and what was expected
   *     there
   */
  public static ItemFilter parse(String text) {
    return new ItemFilter(FilterParser.parse(text));
  }

  /** Whether it wants any item. */
  public boolean isNone() {
    return condition == null;
  }

  /**
   * The filter over the items of one snapshot, valid as long as that is open.
   *
   * @throws dev.nightjar.ranking.InvalidQueryException when it asks for what the snapshot left out
   */
  public BoundFilter bind(Snapshot snapshot) {
    return condition == null ? BoundFilter.NONE : Binding.of(condition, snapshot);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ItemFilter that
        && (condition == null ? that.condition == null : condition.equals(that.condition));
  }

  @Override
  public int hashCode() {
    return condition == null ? 0 : condition.hashCode();
  }

  /** The filter as text: other words than it was read from, perhaps, of the same meaning. */
  @Override
  public String toString() {
    return condition == null ? "" : condition.spelled();
  }
}

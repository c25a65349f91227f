package dev.nightjar.ranking.filter;

/** A question about one item of a snapshot. Thread-safe, and allocates nothing. */
@FunctionalInterface
public interface ItemPredicate {
  /** Whether it holds for the item with this index. */
  boolean test(int item);
}

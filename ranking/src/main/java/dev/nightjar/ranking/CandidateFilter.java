package dev.nightjar.ranking;

/** One stage, one rule that keeps an item out of an answer. Thread-safe. */
interface CandidateFilter {
  /** Whether the item may be in the answer. */
  boolean keep(int item, ResolvedQuery query);

  /** Whether it keeps everything for this query, so that no item needs to be shown to it. */
  default boolean keepsAll(ResolvedQuery query) {
    return false;
  }
}

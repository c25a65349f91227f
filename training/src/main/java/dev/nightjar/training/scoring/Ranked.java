package dev.nightjar.training.scoring;

/**
 * A ranked list: item indexes, best first, and their scores, rank by rank. The arrays are not
 * copied; whoever receives the list may read them.
 *
 * @param items indexes into the ids of the index that made the list
 * @param scores scores in the same order, never rising
 */
@SuppressWarnings("ArrayRecordComponent")
public record Ranked(int[] items, float[] scores) {
  /** Number of ranks. */
  public int size() {
    return items.length;
  }
}

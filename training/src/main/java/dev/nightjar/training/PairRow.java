package dev.nightjar.training;

import java.io.Serializable;

/**
 * What one flush of {@link PairSums} knows about one item: the items it occurs with, their sums and
 * their numbers of common persons. Travels through a shuffle as three primitive arrays. Not
 * thread-safe.
 */
final class PairRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int item;
  private final long origin;
  private final int[] others;
  private final float[] sums;
  private final int[] counts;

  /**
   * A row to be filled.
   *
   * @param origin number of the flush, which orders the rows of one item for a stable sum
   */
  PairRow(int item, long origin, int length) {
    this.item = item;
    this.origin = origin;
    others = new int[length];
    sums = new float[length];
    counts = new int[length];
  }

  void set(int at, int other, float sum, int count) {
    others[at] = other;
    sums[at] = sum;
    counts[at] = count;
  }

  int item() {
    return item;
  }

  long origin() {
    return origin;
  }

  int length() {
    return others.length;
  }

  int other(int at) {
    return others[at];
  }

  float sum(int at) {
    return sums[at];
  }

  int count(int at) {
    return counts[at];
  }
}

package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * Items of one snapshot with a score each, best first: two parallel arrays, because a request walks
 * thousands of them.
 *
 * @param items the items' indexes in the snapshot
 * @param scores their scores, descending; the unit is the source's own
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScoredItems(int[] items, float[] scores) {
  /** No items. */
  public static final ScoredItems NONE = new ScoredItems(new int[0], new float[0]);

  public ScoredItems {
    if (items.length != scores.length) {
      throw new IllegalArgumentException(items.length + " items but " + scores.length + " scores");
    }
  }

  /** How many items there are. */
  public int size() {
    return items.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoredItems that
        && Arrays.equals(items, that.items)
        && Arrays.equals(scores, that.scores);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(items), Arrays.hashCode(scores));
  }

  @Override
  public String toString() {
    return "ScoredItems" + Arrays.toString(items) + Arrays.toString(scores);
  }
}

package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * What one person did with the items of one snapshot before its cut-off: parallel arrays, a place
 * an item met.
 *
 * @param items indexes of the items, ascending
 * @param counts positive interactions with each
 * @param days days with a positive interaction with each
 * @param decayed the counts, each interaction weighing less the older it is
 * @param daysSince days from the last interaction with each to the cut-off
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnItems(
    int[] items, float[] counts, float[] days, float[] decayed, float[] daysSince) {
  /** Nothing met. */
  public static final OwnItems NONE =
      new OwnItems(new int[0], new float[0], new float[0], new float[0], new float[0]);

  public OwnItems {
    int size = items.length;
    if (counts.length != size
        || days.length != size
        || decayed.length != size
        || daysSince.length != size) {
      throw new IllegalArgumentException("the columns of " + size + " items differ in length");
    }
  }

  /** How many items were met. */
  public int size() {
    return items.length;
  }

  /** The place of an item, negative when it was not met. */
  public int place(int item) {
    return Arrays.binarySearch(items, item);
  }

  void write(ValueWriter out) {
    out.ints(items);
    out.bareFloats(counts);
    out.bareFloats(days);
    out.bareFloats(decayed);
    out.bareFloats(daysSince);
  }

  static OwnItems read(ValueReader in, String what) {
    int count = in.count(20);
    int[] items = in.ints(count);
    for (int i = 1; i < count; i++) {
      if (items[i] <= items[i - 1]) {
        throw new CorruptFormatException(what + " has met items that do not ascend");
      }
    }
    return new OwnItems(
        items, in.floats(count), in.floats(count), in.floats(count), in.floats(count));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnItems that
        && Arrays.equals(items, that.items)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(days, that.days)
        && Arrays.equals(decayed, that.decayed)
        && Arrays.equals(daysSince, that.daysSince);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(items), Arrays.hashCode(counts), Arrays.hashCode(days));
  }
}

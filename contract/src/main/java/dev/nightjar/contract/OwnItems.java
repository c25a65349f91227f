package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What one person did with the items of one snapshot before its cut-off: parallel arrays, a place
 * an item met.
 *
 * @param items indexes of the items, ascending
 * @param counts positive interactions with each
 * @param days days with a positive interaction with each
 * @param decayed the counts, each interaction weighing less the older it is
 * @param daysSince days from the last interaction with each to the cut-off
 * @param spans days from the first day with a positive interaction with each to the last one
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnItems(
    int[] items, float[] counts, float[] days, float[] decayed, float[] daysSince, float[] spans) {
  /** Nothing met. */
  public static final OwnItems NONE =
      new OwnItems(
          new int[0], new float[0], new float[0], new float[0], new float[0], new float[0]);

  public OwnItems {
    int size = items.length;
    if (counts.length != size
        || days.length != size
        || decayed.length != size
        || daysSince.length != size
        || spans.length != size) {
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

  /** The items whose decayed count is highest, at most so many, highest first. */
  public int[] strongest(int most) {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer place) -> -decayed[place]))
        .limit(most)
        .mapToInt(place -> items[place])
        .toArray();
  }

  void write(ValueWriter out) {
    out.ints(items);
    out.bareFloats(counts);
    out.bareFloats(days);
    out.bareFloats(decayed);
    out.bareFloats(daysSince);
    out.bareFloats(spans);
  }

  /**
   * @param withSpans whether the value holds them; without, they are not known and 0
   */
  static OwnItems read(ValueReader in, String what, boolean withSpans) {
    int count = in.count(withSpans ? 24 : 20);
    int[] items = in.ints(count);
    for (int i = 1; i < count; i++) {
      if (items[i] <= items[i - 1]) {
        throw new CorruptFormatException(what + " has met items that do not ascend");
      }
    }
    return new OwnItems(
        items,
        in.floats(count),
        in.floats(count),
        in.floats(count),
        in.floats(count),
        withSpans ? in.floats(count) : new float[count]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnItems that
        && Arrays.equals(items, that.items)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(days, that.days)
        && Arrays.equals(decayed, that.decayed)
        && Arrays.equals(daysSince, that.daysSince)
        && Arrays.equals(spans, that.spans);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(items), Arrays.hashCode(counts), Arrays.hashCode(days));
  }
}

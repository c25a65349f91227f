package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * Past sessions of many persons, the newest first; see docs/formats/candidate-value.md for the
 * bytes. Nothing tells whose a session was.
 *
 * @param ages days from the end of each session to the cut-off, ascending
 * @param lengths how many items each has, at least 1
 * @param items the items of all sessions, one session after the other, each in the order in which
 *     they were last met
 */
@SuppressWarnings("ArrayRecordComponent")
public record SessionBlock(float[] ages, int[] lengths, int[] items) {
  /** The newest format written. */
  public static final int CURRENT = 1;

  private static final int MIN = 1;
  private static final String WHAT = "a session block";

  public SessionBlock {
    if (ages.length != lengths.length || total(lengths) != items.length) {
      throw new IllegalArgumentException(
          "%d ages, %d lengths that add up to %d, %d items"
              .formatted(ages.length, lengths.length, total(lengths), items.length));
    }
  }

  /** How many sessions there are. */
  public int size() {
    return lengths.length;
  }

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.ints(lengths);
    out.bareFloats(ages);
    out.ints(items);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static SessionBlock decode(byte[] value) {
    ValueReader in = new ValueReader(WHAT, value);
    in.version(MIN, CURRENT);
    int sessions = in.count(8);
    int[] lengths = in.ints(sessions);
    float[] ages = in.floats(sessions);
    int[] items = in.ints(in.count(4));
    in.end();
    for (int length : lengths) {
      if (length < 1) {
        throw new CorruptFormatException(WHAT + " has a session of " + length + " items");
      }
    }
    if (total(lengths) != items.length) {
      throw new CorruptFormatException(
          "%s has %d items for sessions of %d".formatted(WHAT, items.length, total(lengths)));
    }
    return new SessionBlock(ages, lengths, items);
  }

  private static long total(int[] lengths) {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionBlock that
        && Arrays.equals(ages, that.ages)
        && Arrays.equals(lengths, that.lengths)
        && Arrays.equals(items, that.items);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(lengths), Arrays.hashCode(items));
  }
}

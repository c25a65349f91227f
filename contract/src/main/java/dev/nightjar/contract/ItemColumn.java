package dev.nightjar.contract;

import java.util.Arrays;

/**
 * One number of every item of a snapshot, such as its popularity of late; see
 * docs/formats/candidate-value.md for the bytes.
 *
 * @param values a value an item, by its index; NaN where it is not known
 */
@SuppressWarnings("ArrayRecordComponent")
public record ItemColumn(float[] values) {
  /** The newest format written. */
  public static final int CURRENT = 1;

  private static final int MIN = 1;

  /** The value's bytes in the current format. */
  public byte[] encode() {
    ValueWriter out = new ValueWriter(CURRENT);
    out.integer(values.length);
    out.bareFloats(values);
    return out.toBytes();
  }

  /** Reads a stored value of any format this program knows. */
  public static ItemColumn decode(byte[] value) {
    ValueReader in = new ValueReader("a column value", value);
    in.version(MIN, CURRENT);
    float[] values = in.floats(in.count(4));
    in.end();
    return new ItemColumn(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemColumn that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}

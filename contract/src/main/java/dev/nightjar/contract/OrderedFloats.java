package dev.nightjar.contract;

/**
 * Floats as ints in the same order, so that one comparison of ints, or a loop of them, stands for
 * one of floats.
 */
public final class OrderedFloats {
  private OrderedFloats() {}

  /**
   * An int that stands among others as the value stands among floats; -0 is 0.
   *
   * @param value any number but NaN; none becomes {@link Integer#MIN_VALUE} or {@link
   *     Integer#MAX_VALUE}
   */
  public static int toInt(float value) {
    return flipped(Float.floatToRawIntBits(value + 0f));
  }

  /** The value that an int stands for. */
  public static float toFloat(int ordered) {
    return Float.intBitsToFloat(flipped(ordered));
  }

  /** There and back: below nought the bits that are no sign are turned round. */
  private static int flipped(int bits) {
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}

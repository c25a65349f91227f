package dev.nightjar.ranking;

/**
 * What a snapshot knows of one value of a request's context.
 *
 * @param name of the value, such as {@code os}
 * @param value such as {@code ios}
 * @param lifts how much more or less each item is wanted there, as a logarithm; NaN where nobody
 *     knows. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ContextColumn(String name, String value, float[] lifts) {
  /** What it says of an item; 0 where nobody knows. */
  public float of(int item) {
    float lift = lifts[item];
    return Float.isNaN(lift) ? 0 : lift;
  }
}

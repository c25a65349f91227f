package dev.nightjar.simulator;

/**
 * How much of the traffic arrives dirty. Each share is the probability that an otherwise clean line
 * meets that fate; a line meets one at most, so the shares add up to less than 1.
 *
 * @param malformed lines that are not JSON any more
 * @param wrongType lines with a field of the wrong type
 * @param duplicate lines that land twice on one day, byte for byte
 * @param resend lines sent again on the next day under the same message id
 * @param lateWithin events that arrive a day late, within the look-back
 * @param lateBeyond events that arrive five days late, beyond the look-back
 * @param clockFuture events whose clock is years ahead
 * @param clockPast events whose clock is years behind
 * @param placeholder events of nobody: ids such as "null"
 */
public record DirtShares(
    double malformed,
    double wrongType,
    double duplicate,
    double resend,
    double lateWithin,
    double lateBeyond,
    double clockFuture,
    double clockPast,
    double placeholder) {

  /** The shares that ship. */
  public static final DirtShares SHIPPED =
      new DirtShares(0.004, 0.002, 0.006, 0.004, 0.010, 0.003, 0.001, 0.001, 0.001);

  /** No dirt at all. */
  public static final DirtShares NONE = new DirtShares(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public DirtShares {
    double sum = 0;
    for (double share :
        new double[] {
          malformed,
          wrongType,
          duplicate,
          resend,
          lateWithin,
          lateBeyond,
          clockFuture,
          clockPast,
          placeholder
        }) {
      if (!(share >= 0)) {
        throw new IllegalArgumentException(
            "a share of dirt is " + share + "; it must be 0 or more");
      }
      sum += share;
    }
    if (sum >= 1) {
      throw new IllegalArgumentException(
          "the shares of dirt add up to " + sum + "; they must leave some lines clean");
    }
  }
}

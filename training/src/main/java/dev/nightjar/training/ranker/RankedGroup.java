package dev.nightjar.training.ranker;

/**
 * One request that a ranker learns from.
 *
 * @param rows features of the candidates, a row each
 * @param relevant whether each one was chosen afterwards
 * @param relevantCount how many items were chosen, those that were no candidates among them
 */
@SuppressWarnings("ArrayRecordComponent")
public record RankedGroup(float[][] rows, boolean[] relevant, int relevantCount) {
  /** Whether there is anything to learn from: a chosen candidate and one that was not. */
  boolean hasBoth() {
    boolean chosen = false;
    boolean other = false;
    for (boolean each : relevant) {
      chosen |= each;
      other |= !each;
    }
    return chosen && other;
  }
}

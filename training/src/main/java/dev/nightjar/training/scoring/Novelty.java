package dev.nightjar.training.scoring;

/**
 * How far from common knowledge a list is: the mean self-information of its items, {@code -log2 p}
 * bits, where {@code p} is an item's share of all that was met in the log. An item that everybody
 * meets tells little. Expected free discovery of Vargas and Castells, "Rank and relevance in
 * novelty and diversity metrics for recommender systems" (2011). Immutable.
 */
public final class Novelty {
  private final float[] bits;

  /**
   * @param popularity how often each item was met, in any unit; items met never (0 or NaN) count as
   *     the one met least
   */
  public Novelty(float[] popularity) {
    double sum = 0;
    float least = Float.MAX_VALUE;
    for (float met : popularity) {
      if (met > 0) {
        sum += met;
        least = Math.min(least, met);
      }
    }
    bits = new float[popularity.length];
    for (int item = 0; item < bits.length; item++) {
      float met = popularity[item] > 0 ? popularity[item] : least;
      bits[item] = (float) (Math.log(sum / met) / Math.log(2));
    }
  }

  /** Mean over the first {@code k} items; NaN for an empty list. */
  public double of(int[] ranked, int k) {
    int end = Math.min(k, ranked.length);
    double sum = 0;
    for (int rank = 0; rank < end; rank++) {
      sum += bits[ranked[rank]];
    }
    return end == 0 ? Double.NaN : sum / end;
  }
}

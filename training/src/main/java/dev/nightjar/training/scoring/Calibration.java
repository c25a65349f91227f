package dev.nightjar.training.scoring;

/**
 * How far the categories of a list are from those of the person's own past: the Kullback-Leibler
 * divergence {@code sum p(c) ln(p(c) / q'(c))} with {@code q' = 0.99 q + 0.01 p}, so that a
 * category missing from the list is dear but not infinite. 0 is a list that mirrors the past, 4.6
 * one that has none of it. Steck, "Calibrated recommendations" (2018). An item's weight is parted
 * evenly among its categories. Immutable.
 */
public final class Calibration {
  private static final double KEPT = 0.01;

  private final int[][] categories;
  private final int count;

  /**
   * @param categories numbers of the categories of each item
   * @param count how many categories there are
   */
  public Calibration(int[][] categories, int count) {
    this.categories = categories.clone();
    this.count = count;
  }

  /**
   * The shares of the categories in items that weigh so much; empty when none of them has any, as
   * nothing can be said of such a person.
   */
  public double[] shares(int[] items, float[] weights) {
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < items.length; i++) {
      int[] own = categories[items[i]];
      sum += own.length > 0 && weights[i] > 0 ? weights[i] : 0;
      for (int category : own) {
        shares[category] += Math.max(0, weights[i]) / own.length;
      }
    }
    if (!(sum > 0)) {
      return new double[0];
    }
    for (int category = 0; category < count; category++) {
      shares[category] /= sum;
    }
    return shares;
  }

  /** The divergence of the first {@code k} items from the past; NaN where that is empty. */
  public double error(double[] past, int[] ranked, int k) {
    if (past.length == 0) {
      return Double.NaN;
    }
    double[] listed = new double[count];
    int known = 0;
    for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
      int[] own = categories[ranked[rank]];
      known += own.length > 0 ? 1 : 0;
      for (int category : own) {
        listed[category] += 1.0 / own.length;
      }
    }
    double error = 0;
    for (int category = 0; category < count; category++) {
      double wanted = past[category];
      if (wanted > 0) {
        double share = known == 0 ? 0 : listed[category] / known;
        error += wanted * Math.log(wanted / ((1 - KEPT) * share + KEPT * wanted));
      }
    }
    return error;
  }
}

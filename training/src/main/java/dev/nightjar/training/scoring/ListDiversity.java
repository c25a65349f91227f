package dev.nightjar.training.scoring;

import java.util.List;

/**
 * How unlike each other the items of a list are: the mean of {@code 1 - cosine} of the factors over
 * all pairs, 0 for copies, 1 for items that have nothing to do with each other. Intra-list
 * similarity of Ziegler et al., "Improving recommendation lists through topic diversification"
 * (2005), turned round. Immutable.
 */
public final class ListDiversity {
  private final float[][] directions;

  /**
   * @param columns a column a factor, a value an item; an item with unknown (NaN) or no factors is
   *     left out of the pairs
   */
  public ListDiversity(List<float[]> columns) {
    int items = columns.isEmpty() ? 0 : columns.get(0).length;
    directions = new float[items][];
    for (int item = 0; item < items; item++) {
      directions[item] = direction(columns, item);
    }
  }

  /** Mean over the pairs of the first {@code k} items; NaN with fewer than two known ones. */
  public double of(int[] ranked, int k) {
    int end = Math.min(k, ranked.length);
    double[] sum = {};
    int known = 0;
    for (int rank = 0; rank < end; rank++) {
      float[] direction = directions[ranked[rank]];
      if (direction.length > 0) {
        sum = known == 0 ? new double[direction.length] : sum;
        known++;
        for (int factor = 0; factor < sum.length; factor++) {
          sum[factor] += direction[factor];
        }
      }
    }
    if (known < 2) {
      return Double.NaN;
    }
    // The square of a sum of directions holds each pair's cosine twice and a 1 for each item.
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    return 1 - (square - known) / ((double) known * (known - 1));
  }

  private static float[] direction(List<float[]> columns, int item) {
    double square = 0;
    for (float[] column : columns) {
      square += (double) column[item] * column[item];
    }
    if (!(square > 0)) {
      return new float[0];
    }
    float[] direction = new float[columns.size()];
    for (int factor = 0; factor < direction.length; factor++) {
      direction[factor] = (float) (columns.get(factor)[item] / Math.sqrt(square));
    }
    return direction;
  }
}

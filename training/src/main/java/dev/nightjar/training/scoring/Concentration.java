package dev.nightjar.training.scoring;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * On how few items something concentrates: exposures of a recommender, or what was met in the log.
 * The two beside each other are the popularity bias of the recommender: Abdollahpouri et al.,
 * "Managing popularity bias in recommender systems with personalized re-ranking" (2019). Static, no
 * state.
 */
public final class Concentration {
  private Concentration() {}

  /**
   * Gini coefficient, {@code sum((2i - n - 1) x_i) / (n sum(x))} over the amounts ascending: 0 when
   * all items have the same, near 1 when one has all. NaN when there is nothing.
   *
   * @param amounts an amount an item, those with nothing too
   */
  public static double gini(double[] amounts) {
    double[] sorted = amounts.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return sum > 0 ? weighted / (sorted.length * sum) : Double.NaN;
  }

  /**
   * The most popular part of the items, the smaller index first among equals.
   *
   * @param share how large a part, 0 to 1; at least one item
   */
  public static BitSet head(double[] popularity, double share) {
    int size = Math.max(1, (int) Math.round(share * popularity.length));
    BitSet head = new BitSet();
    IntStream.range(0, popularity.length)
        .boxed()
        .sorted((a, b) -> Double.compare(popularity[b], popularity[a]))
        .limit(size)
        .forEach(head::set);
    return head;
  }

  /** The share of the amounts that goes to the items of {@code head}; NaN when there is nothing. */
  public static double share(double[] amounts, BitSet head) {
    double all = 0;
    double inHead = 0;
    for (int item = 0; item < amounts.length; item++) {
      all += amounts[item];
      inHead += head.get(item) ? amounts[item] : 0;
    }
    return all > 0 ? inHead / all : Double.NaN;
  }
}

package dev.nightjar.training.scoring;

import java.util.Arrays;

/**
 * Quality of one ranked list against the set of relevant items, over int ids: the hits are looked
 * up once, every metric is then a short sum over them. The list may be shorter than {@code k};
 * ranks that are missing count as misses. The relevant set is a sorted array without repeats and is
 * never empty. Gains are binary. Immutable.
 *
 * <p>Recall is divided by {@code min(k, relevant)}, so that a perfect list scores 1 whatever the
 * number of relevant items. Discounted gain after Järvelin and Kekäläinen, "Cumulated gain-based
 * evaluation of IR techniques" (2002).
 */
public final class RankingMetrics {
  private static final double[] IDEAL = ideal(512);

  private final int[] hitRanks;
  private final int listed;
  private final int relevant;

  private RankingMetrics(int[] hitRanks, int listed, int relevant) {
    this.hitRanks = hitRanks;
    this.listed = listed;
    this.relevant = relevant;
  }

  /** Looks up which places of a list are hits. */
  public static RankingMetrics of(int[] ranked, int[] relevant) {
    if (relevant.length == 0) {
      throw new IllegalArgumentException(
          "no relevant item: a person without one is left out of the metric, not counted as 0");
    }
    int[] ranks = new int[Math.min(ranked.length, relevant.length)];
    int found = 0;
    for (int rank = 0; rank < ranked.length && found < ranks.length; rank++) {
      if (Arrays.binarySearch(relevant, ranked[rank]) >= 0) {
        ranks[found++] = rank;
      }
    }
    return new RankingMetrics(Arrays.copyOf(ranks, found), ranked.length, relevant.length);
  }

  /** Sorted copy without repeats: the form that is expected of a relevant set. */
  public static int[] relevantSet(int[] items) {
    return Arrays.stream(items).sorted().distinct().toArray();
  }

  /** Hits in the first {@code k} ranks over {@code min(k, relevant)}. */
  public double recall(int k) {
    return (double) hits(k) / Math.min(k, relevant);
  }

  /** Hits in the first {@code k} ranks over {@code k}. */
  public double precision(int k) {
    return (double) hits(k) / k;
  }

  /** 1 if any of the first {@code k} is relevant, else 0. */
  public double hitRate(int k) {
    return hits(k) > 0 ? 1 : 0;
  }

  /** Reciprocal of the first relevant rank within {@code k}, 0 when there is none. */
  public double mrr(int k) {
    return hits(k) > 0 ? 1.0 / (hitRanks[0] + 1) : 0;
  }

  /** Discounted gain of the first {@code k} over that of a perfect list. */
  public double ndcg(int k) {
    double gain = 0;
    int hits = hits(k);
    for (int hit = 0; hit < hits; hit++) {
      gain += discount(hitRanks[hit]);
    }
    return gain / ideal(Math.min(k, relevant), IDEAL);
  }

  /** Mean of the precision at every hit, over {@code min(k, relevant)}. */
  public double map(int k) {
    double sum = 0;
    int hits = hits(k);
    for (int hit = 0; hit < hits; hit++) {
      sum += (double) (hit + 1) / (hitRanks[hit] + 1);
    }
    return sum / Math.min(k, relevant);
  }

  /**
   * Share of the pairs of a relevant and another item that the first {@code k} ranks put in the
   * right order, exactly by rank; what is not among them ties, and a tied pair counts one half:
   * limited AUC, Schröder, Thiele and Lehner, "Setting goals and choosing metrics for recommender
   * system evaluations" (2011). NaN when every item is relevant.
   *
   * @param irrelevant items that could have been ranked and are not relevant
   */
  public double auc(int k, int irrelevant) {
    if (irrelevant <= 0) {
      return Double.NaN;
    }
    int hits = hits(k);
    double inOrder = 0;
    for (int hit = 0; hit < hits; hit++) {
      inOrder += irrelevant - (hitRanks[hit] - hit);
    }
    int behind = irrelevant - (Math.min(k, listed) - hits);
    inOrder += 0.5 * (relevant - hits) * behind;
    return inOrder / ((double) relevant * irrelevant);
  }

  private int hits(int k) {
    int hits = 0;
    while (hits < hitRanks.length && hitRanks[hits] < k) {
      hits++;
    }
    return hits;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 2);
  }

  /** The gain of a perfect list of each length. */
  private static double[] ideal(int lengths) {
    double[] ideal = new double[lengths];
    for (int length = 1; length < lengths; length++) {
      ideal[length] = ideal[length - 1] + discount(length - 1);
    }
    return ideal;
  }

  private static double ideal(int length, double[] known) {
    return length < known.length ? known[length] : ideal(length + 1)[length];
  }
}

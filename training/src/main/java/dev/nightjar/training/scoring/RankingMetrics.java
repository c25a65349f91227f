package dev.nightjar.training.scoring;

import java.util.Arrays;

/**
 * Quality of one ranked list against the set of relevant items, as static functions over int ids.
 * The list may be shorter than {@code k}; ranks that are missing count as misses. The relevant set
 * is a sorted array without repeats and is never empty. Gains are binary.
 *
 * <p>Recall is divided by {@code min(k, relevant)}, so that a perfect list scores 1 whatever the
 * number of relevant items. Discounted gain after Järvelin and Kekäläinen, "Cumulated gain-based
 * evaluation of IR techniques" (2002).
 */
public final class RankingMetrics {
  private static final double LOG_2 = Math.log(2);

  private RankingMetrics() {}

  /** Sorted copy without repeats: the form that every function here expects of a relevant set. */
  public static int[] relevantSet(int[] items) {
    return Arrays.stream(items).sorted().distinct().toArray();
  }

  /** Hits in the first {@code k} ranks over {@code min(k, relevant)}. */
  public static double recall(int[] ranked, int[] relevant, int k) {
    return (double) hits(ranked, relevant, k) / Math.min(k, checked(relevant));
  }

  /** Hits in the first {@code k} ranks over {@code k}. */
  public static double precision(int[] ranked, int[] relevant, int k) {
    checked(relevant);
    return (double) hits(ranked, relevant, k) / k;
  }

  /** 1 if any of the first {@code k} is relevant, else 0. */
  public static double hitRate(int[] ranked, int[] relevant, int k) {
    return mrr(ranked, relevant, k) > 0 ? 1 : 0;
  }

  /** Reciprocal of the first relevant rank within {@code k}, 0 when there is none. */
  public static double mrr(int[] ranked, int[] relevant, int k) {
    checked(relevant);
    int end = Math.min(k, ranked.length);
    for (int rank = 0; rank < end; rank++) {
      if (contains(relevant, ranked[rank])) {
        return 1.0 / (rank + 1);
      }
    }
    return 0;
  }

  /** Discounted gain of the first {@code k} over that of a perfect list. */
  public static double ndcg(int[] ranked, int[] relevant, int k) {
    int ideal = Math.min(k, checked(relevant));
    int end = Math.min(k, ranked.length);
    double gain = 0;
    for (int rank = 0; rank < end; rank++) {
      if (contains(relevant, ranked[rank])) {
        gain += discount(rank);
      }
    }
    double best = 0;
    for (int rank = 0; rank < ideal; rank++) {
      best += discount(rank);
    }
    return gain / best;
  }

  /** Mean of the precision at every hit, over {@code min(k, relevant)}. */
  public static double map(int[] ranked, int[] relevant, int k) {
    int ideal = Math.min(k, checked(relevant));
    int end = Math.min(k, ranked.length);
    double sum = 0;
    int found = 0;
    for (int rank = 0; rank < end; rank++) {
      if (contains(relevant, ranked[rank])) {
        found++;
        sum += (double) found / (rank + 1);
      }
    }
    return sum / ideal;
  }

  private static int hits(int[] ranked, int[] relevant, int k) {
    int end = Math.min(k, ranked.length);
    int found = 0;
    for (int rank = 0; rank < end; rank++) {
      if (contains(relevant, ranked[rank])) {
        found++;
      }
    }
    return found;
  }

  private static boolean contains(int[] relevant, int item) {
    return Arrays.binarySearch(relevant, item) >= 0;
  }

  private static double discount(int rank) {
    return LOG_2 / Math.log(rank + 2);
  }

  private static int checked(int[] relevant) {
    if (relevant.length == 0) {
      throw new IllegalArgumentException(
          "no relevant item: a person without one is left out of the metric, not counted as 0");
    }
    return relevant.length;
  }
}

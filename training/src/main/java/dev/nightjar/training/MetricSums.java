package dev.nightjar.training;

import dev.nightjar.training.scoring.RankingMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Sums of the metrics of one recommender under one policy, over the persons of one task; sums of
 * tasks are merged in the order of the tasks, so that the result is equal to the bit. Not
 * thread-safe.
 */
final class MetricSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<String> METRICS =
      List.of("recall", "ndcg", "hit_rate", "mrr", "map", "precision");
  private static final String COVERAGE = "coverage";

  private final int[] cutoffs;
  private final double[][] sums;
  private final BitSet[] covered;
  private long persons;

  MetricSums(List<Integer> cutoffs) {
    this.cutoffs = cutoffs.stream().mapToInt(Integer::intValue).toArray();
    sums = new double[this.cutoffs.length][METRICS.size()];
    covered = new BitSet[this.cutoffs.length];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = new BitSet();
    }
  }

  /** A measured number. */
  record Value(String metric, int k, double value, long persons) {}

  void add(int[] ranked, int[] relevant) {
    persons++;
    RankingMetrics metrics = RankingMetrics.of(ranked, relevant);
    for (int i = 0; i < cutoffs.length; i++) {
      int k = cutoffs[i];
      double[] sum = sums[i];
      sum[0] += metrics.recall(k);
      sum[1] += metrics.ndcg(k);
      sum[2] += metrics.hitRate(k);
      sum[3] += metrics.mrr(k);
      sum[4] += metrics.map(k);
      sum[5] += metrics.precision(k);
      for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
        covered[i].set(ranked[rank]);
      }
    }
  }

  void merge(MetricSums other) {
    persons += other.persons;
    for (int i = 0; i < cutoffs.length; i++) {
      covered[i].or(other.covered[i]);
      for (int m = 0; m < METRICS.size(); m++) {
        sums[i][m] += other.sums[i][m];
      }
    }
  }

  /** Means over the persons, and the share of the items in any list; empty without persons. */
  List<Value> values(int items) {
    List<Value> values = new ArrayList<>();
    if (persons == 0) {
      return values;
    }
    for (int i = 0; i < cutoffs.length; i++) {
      for (int m = 0; m < METRICS.size(); m++) {
        values.add(new Value(METRICS.get(m), cutoffs[i], sums[i][m] / persons, persons));
      }
      double coverage = (double) covered[i].cardinality() / items;
      values.add(new Value(COVERAGE, cutoffs[i], coverage, persons));
    }
    return values;
  }
}

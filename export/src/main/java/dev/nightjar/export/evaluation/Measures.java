package dev.nightjar.export.evaluation;

import dev.nightjar.training.scoring.RankingMetrics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The metrics of one recommender under one policy, kept a person, so that differences of two
 * recommenders can be paired. Persons are added in one order for all recommenders; one thread.
 */
final class Measures {
  /** A mean over persons of one list and what was relevant. */
  private enum Metric {
    RECALL,
    NDCG,
    HIT_RATE,
    MRR,
    MAP,
    PRECISION;

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    double of(int[] ranked, int[] relevant, int k) {
      return switch (this) {
        case RECALL -> RankingMetrics.recall(ranked, relevant, k);
        case NDCG -> RankingMetrics.ndcg(ranked, relevant, k);
        case HIT_RATE -> RankingMetrics.hitRate(ranked, relevant, k);
        case MRR -> RankingMetrics.mrr(ranked, relevant, k);
        case MAP -> RankingMetrics.map(ranked, relevant, k);
        case PRECISION -> RankingMetrics.precision(ranked, relevant, k);
      };
    }
  }

  private final String recommender;
  private final String policy;
  private final List<Integer> cutoffs;
  private final int gateK;
  private final List<double[]> byPerson = new ArrayList<>();
  private final List<Double> gate = new ArrayList<>();
  private final List<BitSet> covered = new ArrayList<>();

  /**
   * Nobody measured yet.
   *
   * @param gateK length of list at which NDCG is kept a person
   */
  Measures(String recommender, String policy, List<Integer> cutoffs, int gateK) {
    this.recommender = recommender;
    this.policy = policy;
    this.cutoffs = List.copyOf(cutoffs);
    this.gateK = gateK;
    cutoffs.forEach(k -> covered.add(new BitSet()));
  }

  /**
   * One number.
   *
   * @param persons persons behind it
   */
  record Value(
      String recommender, String policy, String metric, int k, double value, long persons) {}

  void add(int[] ranked, int[] relevant) {
    Metric[] metrics = Metric.values();
    double[] values = new double[cutoffs.size() * metrics.length];
    for (int c = 0; c < cutoffs.size(); c++) {
      int k = cutoffs.get(c);
      for (Metric metric : metrics) {
        values[c * metrics.length + metric.ordinal()] = metric.of(ranked, relevant, k);
      }
      for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
        covered.get(c).set(ranked[rank]);
      }
    }
    byPerson.add(values);
    gate.add(RankingMetrics.ndcg(ranked, relevant, gateK));
  }

  String recommender() {
    return recommender;
  }

  String policy() {
    return policy;
  }

  /** A number about all persons added. */
  Value value(String metric, int k, double value) {
    return new Value(recommender, policy, metric, k, value, byPerson.size());
  }

  /** NDCG of each person, in the order in which they were added. */
  double[] gateValues() {
    return gate.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Means over the persons and coverage; none when nobody was measured. */
  List<Value> values(int items) {
    List<Value> values = new ArrayList<>();
    int persons = byPerson.size();
    if (persons == 0) {
      return values;
    }
    Metric[] metrics = Metric.values();
    for (int c = 0; c < cutoffs.size(); c++) {
      int k = cutoffs.get(c);
      for (Metric metric : metrics) {
        int at = c * metrics.length + metric.ordinal();
        double sum = 0;
        for (double[] person : byPerson) {
          sum += person[at];
        }
        values.add(value(metric.id(), k, sum / persons));
      }
      double coverage = (double) covered.get(c).cardinality() / Math.max(1, items);
      values.add(value("coverage", k, coverage));
    }
    return values;
  }
}

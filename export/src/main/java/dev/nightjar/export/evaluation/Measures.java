package dev.nightjar.export.evaluation;

import dev.nightjar.training.scoring.RankingMetrics;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The metrics of one recommender under one policy, NDCG kept a person, so that differences of two
 * recommenders can be paired. A metric that is unknown of a list is left out of its mean, and a
 * mean of nothing is no number at all. Persons are added in one order for all recommenders; one
 * thread.
 */
final class Measures {
  private static final List<String> ACCURACY =
      List.of("recall", "ndcg", "hit_rate", "mrr", "map", "precision", "auc");
  private static final List<String> TRAITS =
      List.of("novelty", "diversity", "serendipity", "calibration_error");

  private final String recommender;
  private final String policy;
  private final Rules rules;
  private final ListTraits traits;
  private final List<Mean> accuracy = new ArrayList<>();
  private final List<Mean> means = new ArrayList<>();
  private final List<Double> ndcg = new ArrayList<>();
  private final List<BitSet> covered = new ArrayList<>();
  private final double[] exposures;

  /** Nobody measured yet. */
  Measures(String recommender, String policy, Rules rules, ListTraits traits) {
    this.recommender = recommender;
    this.policy = policy;
    this.rules = rules;
    this.traits = traits;
    exposures = new double[traits.items()];
    for (int k : rules.cutoffs()) {
      ACCURACY.forEach(metric -> accuracy.add(new Mean(metric, k)));
      covered.add(new BitSet());
    }
    TRAITS.forEach(metric -> means.add(new Mean(metric, rules.k())));
  }

  /**
   * What is measured.
   *
   * @param cutoffs lengths of list for accuracy and coverage
   * @param k the one length for everything else
   */
  record Rules(List<Integer> cutoffs, int k) {}

  /**
   * One number.
   *
   * @param slice whom it is about
   * @param persons persons behind it
   */
  record Value(
      String recommender,
      String policy,
      String slice,
      String metric,
      int k,
      double value,
      long persons) {
    /** The same number said of something else. */
    Value of(String other) {
      return new Value(other, policy, slice, metric, k, value, persons);
    }
  }

  /** A mean in the making. */
  private static final class Mean {
    private final String metric;
    private final int k;
    private double sum;
    private long persons;

    private Mean(String metric, int k) {
      this.metric = metric;
      this.k = k;
    }

    private void add(double value) {
      if (!Double.isNaN(value)) {
        sum += value;
        persons++;
      }
    }
  }

  /** Adds the answer to one request. */
  void add(Answers answer) {
    int[] ranked = answer.of(recommender);
    Judged judged = answer.judged();
    RankingMetrics metrics = RankingMetrics.of(ranked, judged.relevant());
    int at = 0;
    for (int c = 0; c < rules.cutoffs().size(); c++) {
      int k = rules.cutoffs().get(c);
      accuracy.get(at++).add(metrics.recall(k));
      accuracy.get(at++).add(metrics.ndcg(k));
      accuracy.get(at++).add(metrics.hitRate(k));
      accuracy.get(at++).add(metrics.mrr(k));
      accuracy.get(at++).add(metrics.map(k));
      accuracy.get(at++).add(metrics.precision(k));
      accuracy.get(at++).add(metrics.auc(k, judged.irrelevant()));
      for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
        covered.get(c).set(ranked[rank]);
      }
    }
    ndcg.add(metrics.ndcg(rules.k()));
    addTraits(ranked, answer);
  }

  private void addTraits(int[] ranked, Answers answer) {
    int k = rules.k();
    means.get(0).add(traits.novelty(ranked, k));
    means.get(1).add(traits.diversity(ranked, k));
    means.get(2).add(answer.serendipity(ranked, k));
    means.get(3).add(traits.calibrationError(answer.judged().past(), ranked, k));
    for (int rank = 0; rank < Math.min(k, ranked.length); rank++) {
      exposures[ranked[rank]]++;
    }
  }

  String recommender() {
    return recommender;
  }

  String policy() {
    return policy;
  }

  /** A number about all persons added. */
  Value value(String metric, int k, double value) {
    return new Value(recommender, policy, ModelMetrics.ALL, metric, k, value, ndcg.size());
  }

  /** NDCG of each person, in the order in which they were added. */
  double[] ndcg() {
    return ndcg.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Means over the persons, coverage and concentration; none when nobody was measured. */
  List<Value> values() {
    List<Value> values = new ArrayList<>();
    if (ndcg.isEmpty()) {
      return values;
    }
    for (List<Mean> part : List.of(accuracy, means)) {
      for (Mean mean : part) {
        add(values, mean.metric, mean.k, mean.sum / mean.persons, mean.persons);
      }
    }
    int items = Math.max(1, traits.items());
    for (int c = 0; c < rules.cutoffs().size(); c++) {
      double coverage = (double) covered.get(c).cardinality() / items;
      add(values, "coverage", rules.cutoffs().get(c), coverage, ndcg.size());
    }
    add(values, ModelMetrics.GINI, rules.k(), traits.gini(exposures), ndcg.size());
    add(values, ModelMetrics.HEAD_SHARE, rules.k(), traits.headShare(exposures), ndcg.size());
    return values;
  }

  /** A number that is not known is left out. */
  private void add(List<Value> values, String metric, int k, double value, long persons) {
    if (!Double.isNaN(value)) {
      values.add(new Value(recommender, policy, ModelMetrics.ALL, metric, k, value, persons));
    }
  }
}

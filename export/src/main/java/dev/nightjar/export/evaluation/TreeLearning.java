package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.training.ranker.RankedGroup;
import dev.nightjar.training.ranker.RankerLearner;
import dev.nightjar.training.ranker.RankerParams;
import dev.nightjar.training.ranker.RankerUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a policy is better off with trees, and with how many: learned on one half of the
 * requests, they have to beat the blend's weights on the other half, and are then learned again on
 * all. So trees that fit noise, as they do in a small shop, lose to what they would replace, and
 * rounds that only learn the half by heart are left out.
 */
final class TreeLearning {
  /** Numbers of trees that are tried. */
  private static final int PARTS = 5;

  private final RankerParams params;
  private final Objective objective;

  TreeLearning(RankerParams params, Objective objective) {
    this.params = params;
    this.objective = objective;
  }

  /**
   * What came of it.
   *
   * @param forest the trees, or null when the weights rank alone
   * @param value the objective on the half that it was confirmed on
   * @param why in words
   * @param importances what the trees go by, by feature
   */
  record Outcome(
      @Nullable Forest forest, double value, String why, Map<String, Double> importances) {
    private Outcome(double value, String why) {
      this(null, value, why, Map.of());
    }
  }

  /**
   * Learns; the requests' order decides the halves, so it has to be one by hash.
   *
   * @param weights what weights reach that were learned on the same half as the trees, on the other
   */
  Outcome learn(List<RankedGroup> requests, double weights) {
    if (params.trees() == 0) {
      return new Outcome(weights, "no trees: training.ranker.trees is 0");
    }
    try {
      Forest tried = learner(params).learn(BlendLearner.half(requests, 0));
      Rounds best = best(BlendLearner.half(requests, 1), tried);
      String figures = String.format(Locale.ROOT, "%.4f against %.4f", best.value(), weights);
      if (best.value() <= weights) {
        return new Outcome(weights, "no trees, " + figures + " of the weights");
      }
      Forest learned = learner(params.withTrees(best.trees())).learn(requests);
      return new Outcome(
          learned,
          best.value(),
          best.trees() + " trees, " + figures + " of the weights",
          Importances.of(learned, requests));
    } catch (RankerUnavailableException e) {
      return new Outcome(weights, "no trees: " + e.getMessage());
    }
  }

  private static RankerLearner learner(RankerParams params) {
    return new RankerLearner(params, FeatureNames.directions());
  }

  /** So many trees, and what they reach. */
  private record Rounds(int trees, double value) {}

  /** Of some numbers of trees the best, the smaller of equal ones. */
  private Rounds best(List<RankedGroup> confirming, Forest tried) {
    Rounds best = new Rounds(0, Double.NEGATIVE_INFINITY);
    for (int part = 1; part <= PARTS; part++) {
      int trees = Math.max(1, tried.roots().length * part / PARTS);
      double value = confirmed(confirming, tried.first(trees));
      best = value > best.value() ? new Rounds(trees, value) : best;
    }
    return best;
  }

  /**
   * The objective over requests that nothing was learned from.
   *
   * @param forest the trees that rank, or null where the blend's weights do
   */
  double confirmed(List<RankedGroup> requests, @Nullable Forest forest) {
    int blend = FeatureNames.all().indexOf(FeatureNames.BLEND);
    return mean(requests, forest == null ? row -> row[blend] : forest::score);
  }

  /** What a row of features is worth. */
  private interface Scorer {
    float score(float[] row);
  }

  private double mean(List<RankedGroup> requests, Scorer scorer) {
    return requests.isEmpty() ? 0 : sum(requests, scorer) / requests.size();
  }

  private double sum(List<RankedGroup> requests, Scorer scorer) {
    double[] values = new double[requests.size()];
    IntStream.range(0, values.length)
        .parallel()
        .forEach(i -> values[i] = value(requests.get(i), scorer));
    return java.util.Arrays.stream(values).sum();
  }

  private double value(RankedGroup request, Scorer scorer) {
    float[] scores = new float[request.rows().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scorer.score(request.rows()[i]);
    }
    return objective.value(request.relevant(), request.relevantCount(), scores);
  }
}

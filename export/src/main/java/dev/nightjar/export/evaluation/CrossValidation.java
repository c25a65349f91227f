package dev.nightjar.export.evaluation;

import dev.nightjar.etl.NightContext;
import dev.nightjar.training.ModelRegistry;
import java.util.Arrays;
import java.util.List;

/**
 * How far what is learned of a policy depends on who was asked: learned on all folds of the test
 * period's requests but one and judged by that one, in turns. A fold is every n-th request in an
 * order by hash, so a person is in one of them; the models know nothing of the period.
 *
 * @param policy new_items, all_items or in_session
 * @param requests requests of the period
 * @param values what each fold came to: NDCG@20, or the hit rate of a session's next click
 */
@SuppressWarnings("ArrayRecordComponent")
public record CrossValidation(String policy, int requests, double[] values) {

  /**
   * Of every policy with requests enough in the newest complete model of a night.
   *
   * @param folds 2 or more
   */
  public static List<CrossValidation> of(NightContext night, int folds) {
    return PolicyLearner.crossValidate(
        night, new ModelRegistry(night.lake()).require(night.runDate()), LearnedOn.TEST, folds);
  }

  /** Mean of the folds. */
  public double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Standard deviation of the folds. */
  public double deviation() {
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / Math.max(1, values.length - 1));
  }
}

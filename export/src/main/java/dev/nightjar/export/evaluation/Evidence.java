package dev.nightjar.export.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the gate needs to know of a measured blend: {@code evaluation.json} beside the model.
 * Immutable.
 *
 * @param metric what was compared, such as {@code ndcg@20/new_items}
 * @param persons persons behind the figures
 * @param blend the blend's mean
 * @param popular popularity's mean on the same persons
 * @param difference blend minus popularity, paired
 * @param metrics figures of the blend, and of the log beside it, for guard-rails and the manifest,
 *     such as {@code blend.recall@20/new_items}
 */
public record Evidence(
    String metric,
    long persons,
    Interval blend,
    double popular,
    Interval difference,
    Map<String, Double> metrics) {
  /** Where it stands. */
  public static final ModelFile<Evidence> FILE =
      new ModelFile<>("evaluation.json", Evidence.class, EvaluateSnapshotJob.NAME);

  /** Copies in the order of the names. */
  public Evidence {
    metrics = new TreeMap<>(metrics);
  }

  /**
   * Another figure under the same policy and length of list as what was compared.
   *
   * @param name recommender and metric, such as {@code blend.coverage}
   */
  public Optional<Double> figure(String name) {
    return Optional.ofNullable(metrics.get(name + metric.substring(metric.indexOf('@'))));
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.ranking.BlendWeights;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned on a period, without the trees: a JSON file beside the model. Immutable.
 *
 * @param policies what holds for each policy of the manifest
 */
public record LearnedBlend(Map<String, Policy> policies) {
  /** Copies in the order of the names. */
  public LearnedBlend {
    policies = new TreeMap<>(policies);
  }

  /**
   * One policy's weights.
   *
   * @param weights by source id; a source that is missing has weight 0
   * @param origin how they came about, in words
   * @param examples requests that they were learned on
   * @param value the objective on the half that they were confirmed on, 0 when nothing was learned
   * @param ranker whether trees rank instead of the weights, in words
   * @param importances what the trees go by: each feature's share, 0 to 1; empty without trees
   */
  public record Policy(
      Map<String, Double> weights,
      String origin,
      int examples,
      double value,
      String ranker,
      Map<String, Double> importances) {
    /** Copies in the order of the names; nights of older programs tell no importances. */
    public Policy {
      weights = new TreeMap<>(weights);
      importances = importances == null ? new TreeMap<>() : new TreeMap<>(importances);
    }

    /** Weights alone. */
    Policy(Map<String, Double> weights, String origin, int examples) {
      this(weights, origin, examples, 0, "no trees", Map.of());
    }

    BlendWeights blendWeights() {
      return BlendWeights.of(weights);
    }

    /** The same, with a word on why the newest period did not change it. */
    Policy keptBecause(String why) {
      return new Policy(weights, "as tuned before: " + why, examples, value, ranker, importances);
    }
  }

  /** Weights of a policy. */
  public BlendWeights weights(String policy) {
    Policy found = policies.get(policy);
    if (found == null) {
      throw new IllegalStateException("no weights were learned for policy " + policy);
    }
    return found.blendWeights();
  }

  /** All weights, as the manifest holds them. */
  public Map<String, Map<String, Double>> inManifest() {
    Map<String, Map<String, Double>> weights = new TreeMap<>();
    policies.forEach((name, policy) -> weights.put(name, policy.weights()));
    return weights;
  }
}

package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.io.Serializable;
import java.util.List;

/**
 * How models are measured, section {@code training.evaluation}.
 *
 * @param maxUsers persons at most, chosen by a hash of their id
 * @param minStrength strength of an interaction that makes its item relevant
 * @param cutoffs lengths of list that are measured
 * @param seed seed of the random order and of ties
 */
public record EvaluationRules(int maxUsers, double minStrength, List<Integer> cutoffs, long seed)
    implements Serializable {
  /** Checks the ranges. */
  public EvaluationRules {
    cutoffs = cutoffs.stream().sorted().distinct().toList();
    if (maxUsers < 1 || !(minStrength > 0)) {
      throw new ConfigurationException(
          ("training.evaluation: max_users must be at least 1 and min_strength above 0, but are %d"
                  + " and %s")
              .formatted(maxUsers, minStrength));
    }
    if (cutoffs.isEmpty() || cutoffs.get(0) < 1 || cutoffs.get(cutoffs.size() - 1) > 500) {
      throw new ConfigurationException(
          "training.evaluation.cutoffs must name at least one number from 1 to 500, but is "
              + cutoffs);
    }
  }

  /** Reads section {@code training.evaluation}; the seed is {@code training.seed}. */
  public static EvaluationRules load(Settings settings) {
    Section training = settings.section("training");
    Section section = training.section("evaluation");
    return new EvaluationRules(
        section.integer("max_users", 1, 100_000_000),
        section.number("min_strength", 1e-9, 1e9),
        section.integers("cutoffs"),
        training.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** The longest list that is measured. */
  public int longest() {
    return cutoffs.get(cutoffs.size() - 1);
  }
}

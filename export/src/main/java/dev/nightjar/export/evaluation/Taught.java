package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Forest;
import dev.nightjar.export.evaluation.LearnedBlend.Policy;
import dev.nightjar.ranking.Ordering;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a period taught of one policy.
 *
 * @param policy weights, and in words how they came about
 * @param forest the trees, or null when the weights rank alone
 */
record Taught(Policy policy, @Nullable Forest forest) {

  Ordering ordering() {
    return new Ordering(policy.blendWeights(), forest);
  }

  /** The policies alone, without their trees. */
  static LearnedBlend blend(Map<String, Taught> byPolicy) {
    Map<String, Policy> policies = new TreeMap<>();
    byPolicy.forEach((name, taught) -> policies.put(name, taught.policy()));
    return new LearnedBlend(policies);
  }

  /** The trees alone, of the policies that have some. */
  static Map<String, Forest> forests(Map<String, Taught> byPolicy) {
    Map<String, Forest> forests = new TreeMap<>();
    byPolicy.forEach(
        (name, taught) -> {
          if (taught.forest() != null) {
            forests.put(name, taught.forest());
          }
        });
    return forests;
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.ranking.store.FeatureNames;
import org.jspecify.annotations.Nullable;

/**
 * How the candidates of one kind of query are put in order: by the trees where there are some, else
 * by the weighted sum of their sources' scores, which the trees see too.
 *
 * @param weights the weight of each source in the sum
 * @param forest trees over {@link FeatureNames}, or null
 */
public record Ordering(BlendWeights weights, @Nullable Forest forest) {

  /** By the weighted sum alone. */
  public static Ordering linear(BlendWeights weights) {
    return new Ordering(weights, null);
  }
}

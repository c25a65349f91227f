package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.VectorTrees;
import dev.nightjar.ranking.store.FeatureNames;
import org.jspecify.annotations.Nullable;

/**
 * How the candidates of one kind of query are put in order: by the trees where there are some, else
 * by the weighted sum of their sources' scores, which the trees see too.
 *
 * @param weights the weight of each source in the sum
 * @param forest trees over {@link FeatureNames}, or null
 * @param trees the same laid out for speed, or null where they cannot be
 */
public record Ordering(BlendWeights weights, @Nullable Forest forest, @Nullable VectorTrees trees) {

  /** By these trees, where there are some. */
  public Ordering(BlendWeights weights, @Nullable Forest forest) {
    this(weights, forest, forest == null ? null : VectorTrees.of(forest));
  }

  /** By the weighted sum alone. */
  public static Ordering linear(BlendWeights weights) {
    return new Ordering(weights, null);
  }

  /**
   * A score of an item that is wanted more or less in a context: a sum is multiplied by the factor,
   * the trees' score is a logarithm itself.
   *
   * @param lift natural logarithm of the factor
   */
  public float lifted(float score, float lift) {
    return forest == null ? (float) (score * Math.exp(lift)) : score + lift;
  }

  /** The same with another weight of the context. */
  public Ordering withContext(double weight) {
    return new Ordering(weights.withContext(weight), forest, trees);
  }
}

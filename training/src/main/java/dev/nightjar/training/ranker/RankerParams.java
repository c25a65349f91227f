package dev.nightjar.training.ranker;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of the learned ranker, section {@code training.ranker}.
 *
 * @param trees trees a policy; 0 learns none
 * @param depth questions that a tree asks one after the other
 * @param learningRate share of a tree's word that counts
 * @param threads threads that learn
 * @param seed seed of samples
 */
public record RankerParams(int trees, int depth, double learningRate, int threads, long seed) {
  /** Checks the ranges. */
  public RankerParams {
    if (trees < 0 || depth < 1 || depth > 8 || !(learningRate > 0) || learningRate > 1) {
      throw new ConfigurationException(
          ("training.ranker: trees must be at least 0, depth 1 to 8, learning_rate above 0 to 1, but"
                  + " are %d, %d, %s")
              .formatted(trees, depth, learningRate));
    }
  }

  /** The same with another number of trees. */
  public RankerParams withTrees(int value) {
    return new RankerParams(value, depth, learningRate, threads, seed);
  }

  /** Reads section {@code training.ranker}; the seed is {@code training.seed}. */
  public static RankerParams load(Settings settings) {
    Section training = settings.section("training");
    Section ranker = training.section("ranker");
    return new RankerParams(
        ranker.integer("trees", 0, 10_000),
        ranker.integer("depth", 1, 8),
        ranker.number("learning_rate", 1e-4, 1),
        ranker.integer("threads", 1, 1000),
        training.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE));
  }
}

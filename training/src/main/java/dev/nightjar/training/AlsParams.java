package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of implicit ALS, section {@code training.als}.
 *
 * @param rank number of factors
 * @param regParam regularisation; MLlib multiplies it with a row's number of examples
 * @param alpha confidence an example gains per unit of {@code log1p(preference)}
 * @param iterations alternations
 * @param seed seed of the first factors
 * @param blocks blocks of persons and of items; part of the result, because each block draws its
 *     own first factors
 */
public record AlsParams(
    int rank, double regParam, double alpha, int iterations, long seed, int blocks) {
  /** Checks the ranges. */
  public AlsParams {
    if (rank < 1 || iterations < 1 || blocks < 1 || !(regParam >= 0) || !(alpha > 0)) {
      throw new ConfigurationException(
          ("training.als: rank, iterations and blocks must be at least 1, reg_param at least 0,"
                  + " alpha above 0, but are %d, %d, %d, %s, %s")
              .formatted(rank, iterations, blocks, regParam, alpha));
    }
  }

  /** Reads section {@code training.als}; the seed is {@code training.seed}. */
  public static AlsParams load(Settings settings) {
    Section training = settings.section("training");
    Section als = training.section("als");
    return new AlsParams(
        als.integer("rank", 1, 1000),
        als.number("reg_param", 0, 1000),
        als.number("alpha", 1e-6, 1e6),
        als.integer("iterations", 1, 100),
        training.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        training.integer("partitions", 1, 10_000));
  }

  /** Other parameters with this seed and these blocks. */
  AlsParams with(int rank, double regParam, double alpha, int iterations) {
    return new AlsParams(rank, regParam, alpha, iterations, seed, blocks);
  }
}

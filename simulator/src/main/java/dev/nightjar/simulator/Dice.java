package dev.nightjar.simulator;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Draws from the distributions that the world uses. Only exact arithmetic and {@link StrictMath}
 * are used, so that every machine draws the same numbers.
 */
final class Dice {
  private static final int GAUSSIAN_TERMS = 12;

  private Dice() {}

  /** True with the given probability. */
  static boolean chance(SplittableRandom random, double probability) {
    return random.nextDouble() < probability;
  }

  /** A bell-shaped draw of mean 0 and deviation 1: twelve uniform draws, less their mean. */
  static double gaussian(SplittableRandom random) {
    double sum = -GAUSSIAN_TERMS / 2.0;
    for (int i = 0; i < GAUSSIAN_TERMS; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** A vector of independent bell-shaped draws. */
  static double[] gaussians(SplittableRandom random, int length) {
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = gaussian(random);
    }
    return vector;
  }

  /** A waiting time of the given mean. */
  static double exponential(SplittableRandom random, double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** How often something of a small rate happens. */
  static int poisson(SplittableRandom random, double rate) {
    double limit = StrictMath.exp(-rate);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  /** An index, each with a probability proportional to its weight; -1 if all weights are 0. */
  static int pick(SplittableRandom random, double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double target = random.nextDouble() * total;
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        target -= weights[i];
        if (target < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** The inner product of two vectors of one length. */
  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** Sixteen bytes of the stream in the form of a UUID. */
  static String uuid(SplittableRandom random) {
    return new UUID(
            (random.nextLong() & ~0xF000L) | 0x4000L,
            (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L)
        .toString();
  }
}

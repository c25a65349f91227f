package dev.nightjar.export.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean over persons with its 95 % interval by the percentile bootstrap: Efron and Tibshirani, "An
 * Introduction to the Bootstrap" (1993). For a difference of two recommenders the differences of
 * each person are resampled, which removes what persons have in common.
 *
 * @param mean mean of the values
 * @param low lower end
 * @param high upper end
 */
public record Interval(double mean, double low, double high) {
  private static final double TAIL = 0.025;

  /** The interval of a mean; a single point without values. */
  public static Interval ofMean(double[] values, int resamples, long seed) {
    double mean = Arrays.stream(values).sum() / Math.max(1, values.length);
    if (values.length < 2) {
      return new Interval(mean, mean, mean);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[r] = sum / values.length;
    }
    Arrays.sort(means);
    int low = (int) Math.floor(TAIL * (resamples - 1));
    return new Interval(mean, means[low], means[resamples - 1 - low]);
  }

  /** The interval of the mean of {@code a - b}, person by person. */
  public static Interval ofDifference(double[] a, double[] b, int resamples, long seed) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "a pair for each person is needed, but there are " + a.length + " and " + b.length);
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return ofMean(differences, resamples, seed);
  }
}

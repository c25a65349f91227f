package dev.nightjar.export.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Resamples the persons behind several recommenders together, so that every mean and every
 * difference of two has its 95 % interval from the same resamples: the percentile bootstrap as in
 * {@link Interval}, drawn once for all. Immutable.
 */
final class PairedBootstrap {
  private static final double TAIL = 0.025;

  private final double[][] means;
  private final double[] mean;

  /**
   * @param values a value a person of each recommender, the persons in one order
   */
  PairedBootstrap(List<double[]> values, int resamples, long seed) {
    int persons = values.isEmpty() ? 0 : values.get(0).length;
    mean = values.stream().mapToDouble(each -> Arrays.stream(each).sum() / persons).toArray();
    means = new double[values.size()][resamples];
    SplittableRandom random = new SplittableRandom(seed);
    int[] times = new int[persons];
    for (int r = 0; r < resamples; r++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < persons; i++) {
        times[random.nextInt(persons)]++;
      }
      for (int of = 0; of < means.length; of++) {
        double[] each = values.get(of);
        double sum = 0;
        for (int i = 0; i < persons; i++) {
          sum += times[i] * each[i];
        }
        means[of][r] = sum / persons;
      }
    }
  }

  /** The mean of one recommender. */
  Interval mean(int of) {
    return interval(mean[of], means[of].clone());
  }

  /** The mean of the differences of two, person by person. */
  Interval difference(int of, int minus) {
    double[] differences = new double[means[of].length];
    Arrays.setAll(differences, r -> means[of][r] - means[minus][r]);
    return interval(mean[of] - mean[minus], differences);
  }

  private static Interval interval(double mean, double[] resampled) {
    Arrays.sort(resampled);
    int low = (int) Math.floor(TAIL * (resampled.length - 1));
    return new Interval(mean, resampled[low], resampled[resampled.length - 1 - low]);
  }
}

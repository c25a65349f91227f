package dev.nightjar.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * k-means over a sample of points that the driver holds, in the order given: what would be twenty
 * small jobs for each number of clusters is some milliseconds here. First centres after Arthur and
 * Vassilvitskii, "k-means++: The Advantages of Careful Seeding" (2007), then Lloyd's iterations.
 * Equal points, in equal order, and an equal seed give equal clusters. Immutable.
 */
final class SampleClusters {
  private final double[][] points;

  /**
   * @param points at most as many as the driver may hold; not copied
   */
  SampleClusters(List<double[]> points) {
    this.points = points.toArray(double[][]::new);
  }

  /**
   * Clusters of the sample.
   *
   * @param centers a row a cluster; fewer than asked for when there are fewer different points
   * @param nearest the cluster of each point
   */
  record Clusters(double[][] centers, int[] nearest) {}

  int size() {
    return points.length;
  }

  /**
   * Clusters the points; ends early once no point changes its cluster.
   *
   * @param iterations at most
   */
  Clusters cluster(int count, int iterations, long seed) {
    double[][] centers = firstCenters(count, new Random(seed));
    int[] nearest = nearest(centers);
    for (int i = 0; i < iterations; i++) {
      moveToMeans(centers, nearest);
      int[] next = nearest(centers);
      if (Arrays.equals(next, nearest)) {
        break;
      }
      nearest = next;
    }
    return new Clusters(centers, nearest);
  }

  /**
   * Mean silhouette by squared distance, as MLlib's ClusteringEvaluator defines it; -1 with fewer
   * than two clusters. A point alone in its cluster counts 0.
   */
  double silhouette(Clusters clusters) {
    int count = clusters.centers().length;
    if (count < 2) {
      return -1;
    }
    int[] sizes = new int[count];
    double[] squares = new double[count];
    double[][] sums = new double[count][points[0].length];
    for (int i = 0; i < points.length; i++) {
      int own = clusters.nearest()[i];
      sizes[own]++;
      squares[own] += dot(points[i], points[i]);
      add(sums[own], points[i]);
    }
    double total = 0;
    for (int i = 0; i < points.length; i++) {
      double square = dot(points[i], points[i]);
      double other = Double.POSITIVE_INFINITY;
      double inOwn = 0;
      for (int c = 0; c < count; c++) {
        double toAll = sizes[c] * square + squares[c] - 2 * dot(points[i], sums[c]);
        if (c == clusters.nearest()[i]) {
          inOwn = toAll / Math.max(1, sizes[c] - 1);
        } else if (sizes[c] > 0) {
          other = Math.min(other, toAll / sizes[c]);
        }
      }
      boolean isAlone = sizes[clusters.nearest()[i]] == 1;
      total += isAlone ? 0 : (other - inOwn) / Math.max(Math.max(other, inOwn), Double.MIN_NORMAL);
    }
    return total / points.length;
  }

  /** Each next centre is drawn by the squared distance to the nearest one so far. */
  private double[][] firstCenters(int count, Random random) {
    double[][] centers = new double[count][];
    double[] distances = new double[points.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int drawn = random.nextInt(points.length);
    for (int c = 0; c < count; c++) {
      centers[c] = points[drawn].clone();
      double sum = 0;
      for (int i = 0; i < points.length; i++) {
        distances[i] = Math.min(distances[i], squaredDistance(points[i], centers[c]));
        sum += distances[i];
      }
      if (sum == 0) {
        return Arrays.copyOf(centers, c + 1);
      }
      drawn = draw(distances, random.nextDouble() * sum);
    }
    return centers;
  }

  private static int draw(double[] weights, double at) {
    double left = at;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private int[] nearest(double[][] centers) {
    int[] nearest = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < centers.length; c++) {
        double distance = squaredDistance(points[i], centers[c]);
        if (distance < least) {
          least = distance;
          nearest[i] = c;
        }
      }
    }
    return nearest;
  }

  /** A centre that lost all its points stays where it is. */
  private void moveToMeans(double[][] centers, int[] nearest) {
    double[][] sums = new double[centers.length][points[0].length];
    int[] sizes = new int[centers.length];
    for (int i = 0; i < points.length; i++) {
      sizes[nearest[i]]++;
      add(sums[nearest[i]], points[i]);
    }
    for (int c = 0; c < centers.length; c++) {
      for (int d = 0; d < sums[c].length && sizes[c] > 0; d++) {
        centers[c][d] = sums[c][d] / sizes[c];
      }
    }
  }

  private static void add(double[] sum, double[] point) {
    for (int d = 0; d < sum.length; d++) {
      sum[d] += point[d];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = a[d] - b[d];
      sum += difference * difference;
    }
    return sum;
  }
}

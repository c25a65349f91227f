package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.training.SampleClusters.Clusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleClustersTest {

  private static final double[][] PLACES = {{0, 0, 9}, {9, 0, 0}, {0, 9, 0}, {-9, -9, -9}};

  /** Forty points a place, none farther from it than 1 along an axis. */
  private static List<double[]> planted() {
    Random random = new Random(3);
    List<double[]> points = new ArrayList<>();
    for (double[] place : PLACES) {
      for (int i = 0; i < 40; i++) {
        points.add(Arrays.stream(place).map(x -> x + random.nextDouble() * 2 - 1).toArray());
      }
    }
    return points;
  }

  private static double silhouette(int count) {
    SampleClusters sample = new SampleClusters(planted());
    return sample.silhouette(sample.cluster(count, 50, 5));
  }

  @Test
  void findsTheClustersThatAreThere() {
    Clusters clusters = new SampleClusters(planted()).cluster(4, 50, 5);

    for (double[] place : PLACES) {
      assertThat(List.of(clusters.centers()))
          .anySatisfy(center -> assertThat(center).containsExactly(place, within(0.5)));
    }
    for (int point = 0; point < clusters.nearest().length; point++) {
      assertThat(clusters.nearest()[point]).isEqualTo(clusters.nearest()[point / 40 * 40]);
    }
  }

  @Test
  void theNumberThatIsThereHasTheBestSilhouette() {
    assertThat(silhouette(4)).isGreaterThan(silhouette(3)).isGreaterThan(silhouette(6));
  }

  @Test
  void silhouetteIsThatOfEveryPointAgainstEveryOther() {
    List<double[]> points = planted().subList(20, 70);
    SampleClusters sample = new SampleClusters(points);
    Clusters clusters = sample.cluster(3, 2, 11);

    double expected =
        IntStream.range(0, points.size())
            .mapToDouble(i -> silhouetteOf(i, points, clusters.nearest()))
            .average()
            .orElseThrow();

    assertThat(sample.silhouette(clusters)).isCloseTo(expected, within(1e-9));
  }

  private static double silhouetteOf(int point, List<double[]> points, int[] cluster) {
    double[] sums = new double[3];
    int[] others = new int[3];
    for (int i = 0; i < points.size(); i++) {
      if (i != point) {
        sums[cluster[i]] += squaredDistance(points.get(point), points.get(i));
        others[cluster[i]]++;
      }
    }
    int own = cluster[point];
    double inOwn = sums[own] / others[own];
    double nearest =
        IntStream.range(0, 3)
            .filter(c -> c != own && others[c] > 0)
            .mapToDouble(c -> sums[c] / others[c])
            .min()
            .orElseThrow();
    return (nearest - inOwn) / Math.max(nearest, inOwn);
  }

  private static double squaredDistance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(d -> (a[d] - b[d]) * (a[d] - b[d])).sum();
  }

  @Test
  void fewerDifferentPointsThanClustersGiveOneEach() {
    List<double[]> points = Collections.nCopies(9, new double[] {1, 0});
    SampleClusters same = new SampleClusters(points);

    Clusters clusters = same.cluster(4, 10, 1);

    assertThat(clusters.centers()).hasDimensions(1, 2);
    assertThat(same.silhouette(clusters)).isEqualTo(-1);
  }

  @Test
  void equalPointsAndSeedGiveEqualClusters() {
    Clusters once = new SampleClusters(planted()).cluster(5, 3, 2);
    Clusters again = new SampleClusters(planted()).cluster(5, 3, 2);

    assertThat(again.nearest()).isEqualTo(once.nearest());
    assertThat(again.centers()).isDeepEqualTo(once.centers());
  }
}

package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContributionsTest {
  private static final int FEATURES = 4;
  private static final int DEPTH = 5;

  @Test
  void halfOfWhatTwoQuestionsTellTogetherIsEachOnes() {
    Forest golden =
        Objects.requireNonNull(GoldenFiles.RANKER_2.forests().get(SnapshotManifest.NEW_ITEMS));
    Contributions contributions = new Contributions(golden);
    // Both unknown: 3/8 of -1, 5/8 of (4/5 of 0.25 and 1/5 of 1); base and second tree on top.
    double unknown = -3.0 / 8 + 5.0 / 8 * (4.0 / 5 * 0.25 + 1.0 / 5);
    assertThat(contributions.mean()).isCloseTo(0.625 + unknown, offset(1e-9));
    double onlyBlend = 4.0 / 5 * 0.25 + 1.0 / 5;
    double onlyOwn = -3.0 / 8 + 5.0 / 8;
    double[] found = contributions.of(new float[] {1, 3});
    assertThat(found[0]).isCloseTo(((onlyBlend - unknown) + (1 - onlyOwn)) / 2, offset(1e-9));
    assertThat(found[1]).isCloseTo(((onlyOwn - unknown) + (1 - onlyBlend)) / 2, offset(1e-9));
  }

  /** Shapley's definition: the mean over all orders in which the features become known. */
  @Property(tries = 60)
  void isTheMeanEffectOverAllOrdersAndAddsUpToTheScore(@ForAll long seed) {
    java.util.Random random = new java.util.Random(seed);
    Forest forest = forest(random);
    Contributions contributions = new Contributions(forest);
    float[] row = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      row[f] = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
    }
    double[] found = contributions.of(row);
    double sum = contributions.mean();
    for (int f = 0; f < FEATURES; f++) {
      double expected = 0;
      for (int known = 0; known < 1 << FEATURES; known++) {
        if ((known >> f & 1) == 0) {
          int size = Integer.bitCount(known);
          double orders = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES);
          expected += orders * (value(forest, row, known | 1 << f) - value(forest, row, known));
        }
      }
      assertThat(found[f]).isCloseTo(expected, offset(1e-9));
      sum += found[f];
    }
    assertThat(sum).isCloseTo(forest.score(row), offset(1e-5));
  }

  @Test
  void treesOfAnOlderFormatCannotBeExplained() {
    Forest older =
        Objects.requireNonNull(GoldenFiles.RANKER.forests().get(SnapshotManifest.NEW_ITEMS));
    assertThatIllegalArgumentException().isThrownBy(() -> new Contributions(older));
  }

  private static double value(Forest forest, float[] row, int known) {
    double sum = 0;
    for (int root : forest.roots()) {
      sum += value(forest, root, row, known);
    }
    return sum;
  }

  private static double value(Forest forest, int node, float[] row, int known) {
    int feature = forest.feature()[node];
    if (feature == Forest.LEAF) {
      return forest.value()[node];
    }
    if ((known >> feature & 1) == 1) {
      return value(forest, forest.next(node, row[feature]), row, known);
    }
    int left = forest.left()[node];
    int right = forest.right()[node];
    return (forest.cover()[left] * value(forest, left, row, known)
            + forest.cover()[right] * value(forest, right, row, known))
        / forest.cover()[node];
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  /** Two full trees that may ask of the same feature again and again. */
  private static Forest forest(java.util.Random random) {
    int nodes = (1 << (DEPTH + 1)) - 1;
    int[] feature = new int[2 * nodes];
    float[] value = new float[2 * nodes];
    int[] left = new int[2 * nodes];
    int[] right = new int[2 * nodes];
    int[] missing = new int[2 * nodes];
    float[] cover = new float[2 * nodes];
    for (int root = 0; root < 2 * nodes; root += nodes) {
      for (int node = nodes - 1; node >= 0; node--) {
        int at = root + node;
        boolean leaf = 2 * node + 1 >= nodes;
        feature[at] = leaf ? Forest.LEAF : random.nextInt(FEATURES);
        value[at] = random.nextFloat();
        left[at] = leaf ? 0 : root + 2 * node + 1;
        right[at] = leaf ? 0 : root + 2 * node + 2;
        missing[at] = random.nextBoolean() ? left[at] : right[at];
        cover[at] = leaf ? 1 + random.nextInt(20) : cover[left[at]] + cover[right[at]];
      }
    }
    return new Forest(0, new int[] {0, nodes}, feature, value, left, right, missing, cover);
  }
}

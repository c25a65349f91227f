package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VectorTreesTest {
  private static final int FEATURES = 5;
  private static final float[] VALUES = {-2, -1, -0.5f, -0.0f, 0, 0.5f, 1, 2, Float.NaN};

  /** Values that thresholds are drawn from too: equal ones must go right, unknown ones as told. */
  @Property(tries = 300)
  void scoresAreTheVeryFloatsOfAWalkNodeByNode(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 5) int depth,
      @ForAll @IntRange(min = 0, max = 20) int rows) {
    Random random = new Random(seed);
    Forest forest = forest(random, depth);
    VectorTrees trees = Objects.requireNonNull(VectorTrees.of(forest));
    float[][] given = new float[rows][FEATURES];
    VectorTrees.Rows laidOut = new VectorTrees.Rows();
    laidOut.prepare(trees, rows);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < FEATURES; i++) {
        given[row][i] = random.nextInt(20) == 0 ? extreme(random) : value(random);
      }
      trees.put(given[row], laidOut, row);
    }
    float[] scores = new float[rows];
    trees.score(laidOut, rows, scores);
    for (int row = 0; row < rows; row++) {
      assertThat(scores[row]).isEqualTo(forest.score(given[row]));
    }
  }

  @Test
  void aTreeOfTooManyLeavesIsLeftToTheForest() {
    int questions = 32;
    Nodes nodes = new Nodes();
    nodes.chain(questions);
    assertThat(VectorTrees.of(nodes.forest(List.of(0)))).isNull();
  }

  @Test
  void aThresholdThatIsNoNumberIsLeftToTheForest() {
    Nodes nodes = new Nodes();
    nodes.chain(1);
    nodes.value.set(0, Float.NaN);
    assertThat(VectorTrees.of(nodes.forest(List.of(0)))).isNull();
  }

  private static float value(Random random) {
    return VALUES[random.nextInt(VALUES.length)];
  }

  private static float extreme(Random random) {
    float[] extremes = {
      Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE, Float.POSITIVE_INFINITY
    };
    return extremes[random.nextInt(extremes.length)];
  }

  private static Forest forest(Random random, int depth) {
    Nodes nodes = new Nodes();
    List<Integer> roots = new ArrayList<>();
    for (int tree = random.nextInt(4); tree >= 0; tree--) {
      roots.add(nodes.size());
      nodes.grow(random, depth);
    }
    return nodes.forest(roots);
  }

  /** The nodes of a forest while it grows. */
  private static final class Nodes {
    final List<Integer> feature = new ArrayList<>();
    final List<Float> value = new ArrayList<>();
    final List<Integer> left = new ArrayList<>();
    final List<Integer> right = new ArrayList<>();
    final List<Integer> missing = new ArrayList<>();

    int size() {
      return feature.size();
    }

    int add(int looksAt, float is) {
      feature.add(looksAt);
      value.add(is);
      left.add(0);
      right.add(0);
      missing.add(0);
      return size() - 1;
    }

    int grow(Random random, int depth) {
      if (depth == 0 || random.nextInt(5) == 0) {
        return add(Forest.LEAF, random.nextFloat());
      }
      float threshold = value(random);
      int node = add(random.nextInt(FEATURES), Float.isNaN(threshold) ? 0.25f : threshold);
      left.set(node, grow(random, depth - 1));
      right.set(node, grow(random, depth - 1));
      missing.set(node, random.nextBoolean() ? left.get(node) : right.get(node));
      return node;
    }

    int chain(int questions) {
      if (questions == 0) {
        return add(Forest.LEAF, 1);
      }
      int node = add(0, questions);
      left.set(node, add(Forest.LEAF, 0));
      right.set(node, chain(questions - 1));
      missing.set(node, left.get(node));
      return node;
    }

    Forest forest(List<Integer> roots) {
      return new Forest(
          0.5f,
          ints(roots),
          ints(feature),
          floats(value),
          ints(left),
          ints(right),
          ints(missing),
          new float[0]);
    }

    private static int[] ints(List<Integer> list) {
      return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] floats(List<Float> list) {
      float[] floats = new float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = list.get(i);
      }
      return floats;
    }
  }
}

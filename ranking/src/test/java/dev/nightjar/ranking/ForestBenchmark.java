package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.VectorTrees;
import dev.nightjar.ranking.store.FeatureNames;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the trees of one request cost: 100 trees of 4 questions over 150 candidates, a third of
 * whose features are unknown, node by node and question by question.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
public class ForestBenchmark {
  private static final int TREES = 100;
  private static final int DEPTH = 4;
  private static final int INNER = (1 << DEPTH) - 1;
  private static final int NODES = (1 << (DEPTH + 1)) - 1;
  private static final int CANDIDATES = 150;

  private final Random random = new Random(7);
  private final Forest forest = forest();
  private final VectorTrees trees = Objects.requireNonNull(VectorTrees.of(forest));
  private final float[][] candidates = candidates();
  private final VectorTrees.Rows rows = new VectorTrees.Rows();
  private final float[] scores = new float[CANDIDATES];

  /** Runs both. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(ForestBenchmark.class.getSimpleName()).build()).run();
  }

  /** As the trees are stored. */
  @Benchmark
  public float[] nodeByNode() {
    for (int i = 0; i < CANDIDATES; i++) {
      scores[i] = forest.score(candidates[i]);
    }
    return scores;
  }

  /** Laid out, the rows' second form included. */
  @Benchmark
  public float[] questionByQuestion() {
    rows.prepare(trees, CANDIDATES);
    for (int i = 0; i < CANDIDATES; i++) {
      trees.put(candidates[i], rows, i);
    }
    trees.score(rows, CANDIDATES, scores);
    return scores;
  }

  private float[][] candidates() {
    float[][] made = new float[CANDIDATES][FeatureNames.count()];
    for (float[] row : made) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt(3) == 0 ? Float.NaN : random.nextFloat();
      }
    }
    return made;
  }

  private Forest forest() {
    int[] roots = new int[TREES];
    int[] feature = new int[TREES * NODES];
    Arrays.fill(feature, Forest.LEAF);
    float[] value = new float[feature.length];
    int[] left = new int[feature.length];
    int[] right = new int[feature.length];
    for (int tree = 0; tree < TREES; tree++) {
      int root = tree * NODES;
      roots[tree] = root;
      for (int node = 0; node < NODES; node++) {
        value[root + node] = random.nextFloat();
        if (node < INNER) {
          feature[root + node] = random.nextInt(FeatureNames.count());
          left[root + node] = root + 2 * node + 1;
          right[root + node] = root + 2 * node + 2;
        }
      }
    }
    return new Forest(0, roots, feature, value, left, right, left, new float[0]);
  }
}

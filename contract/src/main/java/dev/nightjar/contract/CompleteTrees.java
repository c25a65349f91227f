package dev.nightjar.contract;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A forest laid out for many rows at once: every tree filled up to the depth of the deepest, so
 * that a walk is a fixed number of steps without a branch that could be guessed wrong (the idea of
 * Asadi, Lin and de Vries, "Runtime Optimizations for Tree-Based Machine Learning Models", 2014).
 * Scores are the very floats that {@link Forest#score} gives, because leaves are added in the same
 * order. Thread-safe.
 */
public final class CompleteTrees {
  private static final int DEEPEST = 8;
  private static final int LANES = 4;

  private final float base;
  private final int features;
  private final int trees;
  private final int depth;
  private final int[] place;
  private final float[] threshold;
  private final float[] leaf;

  private CompleteTrees(Forest forest, int features, int depth) {
    base = forest.base();
    this.features = features;
    this.depth = depth;
    trees = forest.roots().length;
    place = new int[trees * inner()];
    threshold = new float[trees * inner()];
    leaf = new float[trees << depth];
    for (int tree = 0; tree < trees; tree++) {
      fill(forest, tree, forest.roots()[tree], 0);
    }
  }

  /**
   * The trees of a forest.
   *
   * @param features how many features a row has
   * @return null when a tree is deeper than 8 questions, so that filling it up would cost more than
   *     it saves, or asks for more than infinity
   */
  public static @Nullable CompleteTrees of(Forest forest, int features) {
    int depth = 0;
    int[] depths = new int[forest.feature().length];
    for (int node = 0; node < depths.length; node++) {
      if (forest.feature()[node] != Forest.LEAF) {
        depths[forest.left()[node]] = depths[node] + 1;
        depths[forest.right()[node]] = depths[node] + 1;
        depth = Math.max(depth, depths[node] + 1);
        if (!Float.isFinite(forest.value()[node])) {
          return null;
        }
      }
    }
    return depth > DEEPEST ? null : new CompleteTrees(forest, features, depth);
  }

  private int inner() {
    return (1 << depth) - 1;
  }

  /** Fills one tree from a place of its complete form downwards. */
  private void fill(Forest forest, int tree, int node, int at) {
    if (at >= inner()) {
      leaf[(tree << depth) + at - inner()] = forest.value()[node];
      return;
    }
    boolean isLeaf = forest.feature()[node] == Forest.LEAF;
    int slot = tree * inner() + at;
    if (!isLeaf) {
      boolean missingLeft = forest.missing()[node] == forest.left()[node];
      place[slot] = forest.feature()[node] + (missingLeft ? 0 : features);
      threshold[slot] = forest.value()[node];
    }
    fill(forest, tree, isLeaf ? node : forest.left()[node], 2 * at + 1);
    fill(forest, tree, isLeaf ? node : forest.right()[node], 2 * at + 2);
  }

  /** How many floats {@link #score} wants of each row. */
  public int width() {
    return 2 * features;
  }

  /**
   * Writes a row as {@link #score} wants it: each value twice, where it is unknown once below and
   * once above every threshold, so that a node finds it on the side where it sends the unknown.
   *
   * @param row the features
   * @param into where to, from {@code number * width()} on
   */
  public void put(float[] row, float[] into, int number) {
    int from = number * width();
    for (int i = 0; i < features; i++) {
      // Minus nought becomes nought, whose difference from nought has no sign.
      float value = row[i] + 0f;
      boolean unknown = Float.isNaN(value);
      into[from + i] = unknown ? Float.NEGATIVE_INFINITY : value;
      into[from + features + i] = unknown ? Float.POSITIVE_INFINITY : value;
    }
  }

  /**
   * The scores of rows.
   *
   * @param rows as {@link #put} wrote them
   * @param count how many, from the first on
   * @param scores where they go, at least {@code count} long
   */
  public void score(float[] rows, int count, float[] scores) {
    Arrays.fill(scores, 0, count, base);
    int width = width();
    for (int tree = 0; tree < trees; tree++) {
      int row = 0;
      for (; row + LANES <= count; row += LANES) {
        four(rows, row * width, tree, scores, row);
      }
      for (; row < count; row++) {
        one(rows, row * width, tree, scores, row);
      }
    }
  }

  /** Four walks side by side: none waits for another's step. */
  private void four(float[] rows, int from, int tree, float[] scores, int row) {
    int nodes = tree * inner();
    int width = width();
    int second = from + width;
    int third = second + width;
    int fourth = third + width;
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    for (int step = 0; step < depth; step++) {
      a = 2 * a + right(rows[from + place[nodes + a]], threshold[nodes + a]);
      b = 2 * b + right(rows[second + place[nodes + b]], threshold[nodes + b]);
      c = 2 * c + right(rows[third + place[nodes + c]], threshold[nodes + c]);
      d = 2 * d + right(rows[fourth + place[nodes + d]], threshold[nodes + d]);
    }
    int leaves = (tree << depth) - inner();
    scores[row] += leaf[leaves + a];
    scores[row + 1] += leaf[leaves + b];
    scores[row + 2] += leaf[leaves + c];
    scores[row + 3] += leaf[leaves + d];
  }

  private void one(float[] rows, int from, int tree, float[] scores, int row) {
    int nodes = tree * inner();
    int at = 0;
    for (int step = 0; step < depth; step++) {
      at = 2 * at + right(rows[from + place[nodes + at]], threshold[nodes + at]);
    }
    scores[row] += leaf[(tree << depth) - inner() + at];
  }

  /** 2 where the value is not below the threshold, else 1: by the sign of their difference. */
  private static int right(float value, float threshold) {
    return 2 - (Float.floatToRawIntBits(value - threshold) >>> 31);
  }
}

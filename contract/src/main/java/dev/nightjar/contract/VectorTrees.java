package dev.nightjar.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A forest laid out for many rows at once: no row walks a tree. Every question is put to all rows
 * in one loop that the processor runs on eight of them at a time, and strikes the leaves out that a
 * row can no longer come to; the leftmost that is left is the row's (Lucchese et al., "QuickScorer:
 * A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees", SIGIR 2015).
 * Scores are the very floats that {@link Forest#score} gives, because leaves are added in the same
 * order. Thread-safe.
 */
public final class VectorTrees {
  /** A bit of an int a leaf. */
  private static final int MOST_LEAVES = Integer.SIZE;

  /** Loops are run to a multiple of this, so that no row is left over for a slower loop. */
  private static final int LANES = 8;

  private final float base;
  private final int[] features;
  private final boolean[] unknownIsBelow;
  private final Tree[] trees;

  private VectorTrees(float base, Tree[] trees, List<Column> columns) {
    this.base = base;
    this.trees = trees;
    features = columns.stream().mapToInt(Column::feature).toArray();
    unknownIsBelow = new boolean[features.length];
    for (int i = 0; i < features.length; i++) {
      unknownIsBelow[i] = columns.get(i).unknownIsBelow();
    }
  }

  /**
   * The trees of a forest.
   *
   * @return null when a tree has more than 32 leaves or asks whether something is below NaN
   */
  public static @Nullable VectorTrees of(Forest forest) {
    Layout layout = new Layout(forest);
    Tree[] trees = new Tree[forest.roots().length];
    for (int i = 0; i < trees.length; i++) {
      Tree tree = layout.tree(forest.roots()[i]);
      if (tree == null) {
        return null;
      }
      trees[i] = tree;
    }
    return new VectorTrees(forest.base(), trees, List.copyOf(layout.columns.keySet()));
  }

  /**
   * Room for rows as {@link #score} wants them, kept by its owner for the next time. Not
   * thread-safe.
   */
  public static final class Rows {
    private int[][] columns = {};
    private int[] leaves = {};

    /** Makes room for so many rows of these trees; what was put before is gone. */
    public void prepare(VectorTrees trees, int count) {
      int padded = padded(count);
      if (columns.length < trees.features.length || leaves.length < padded) {
        columns = new int[trees.features.length][padded];
        leaves = new int[padded];
      }
    }
  }

  /**
   * Puts a row among those that will be scored.
   *
   * @param row the features
   * @param into room prepared for these trees
   * @param number the row's place
   */
  public void put(float[] row, Rows into, int number) {
    for (int i = 0; i < features.length; i++) {
      float value = row[features[i]];
      int unknown = unknownIsBelow[i] ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      into.columns[i][number] = Float.isNaN(value) ? unknown : OrderedFloats.toInt(value);
    }
  }

  /**
   * The scores of rows.
   *
   * @param rows where all of them were put
   * @param count how many, from the first on
   * @param scores where they go, at least {@code count} long
   */
  public void score(Rows rows, int count, float[] scores) {
    Arrays.fill(scores, 0, count, base);
    int padded = padded(count);
    int[] left = rows.leaves;
    for (Tree tree : trees) {
      Arrays.fill(left, 0, padded, -1);
      for (int node = 0; node < tree.columns.length; node++) {
        strike(
            rows.columns[tree.columns[node]], tree.thresholds[node], tree.kept[node], left, padded);
      }
      for (int row = 0; row < count; row++) {
        scores[row] += tree.leaves[Integer.numberOfTrailingZeros(left[row])];
      }
    }
  }

  /**
   * Strikes the leaves below a question's left side out where the answer is right. Without a branch
   * and without the overflow of a difference ("Hacker's Delight", 2-12), so that the compiler makes
   * vector instructions of it.
   */
  private static void strike(int[] values, int threshold, int kept, int[] left, int count) {
    for (int row = 0; row < count; row++) {
      int value = values[row];
      int below = ((value & ~threshold) | (~(value ^ threshold) & (value - threshold))) >> 31;
      left[row] &= kept | below;
    }
  }

  private static int padded(int count) {
    return (count + LANES - 1) / LANES * LANES;
  }

  /** A feature, and on which side of every threshold a row stands that does not know it. */
  private record Column(int feature, boolean unknownIsBelow) {}

  /**
   * One tree: its questions in any order, and its leaves from left to right.
   *
   * @param columns where the rows' values of a question are
   * @param thresholds what they are compared with
   * @param kept the leaves that are left, a bit a leaf, where they are not below it
   * @param leaves what each leaf adds to the score
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Tree(int[] columns, int[] thresholds, int[] kept, float[] leaves) {}

  /** Turns trees of nodes into questions, one tree after the other. */
  private static final class Layout {
    private final Forest forest;
    private final Map<Column, Integer> columns = new LinkedHashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> kept = new ArrayList<>();
    private final List<Float> leaves = new ArrayList<>();

    Layout(Forest forest) {
      this.forest = forest;
    }

    @Nullable Tree tree(int root) {
      asked.clear();
      kept.clear();
      leaves.clear();
      if (!lay(root)) {
        return null;
      }
      int[] places = new int[asked.size()];
      int[] thresholds = new int[places.length];
      for (int i = 0; i < places.length; i++) {
        int node = asked.get(i);
        boolean unknownIsBelow = forest.missing()[node] == forest.left()[node];
        Column column = new Column(forest.feature()[node], unknownIsBelow);
        places[i] = columns.computeIfAbsent(column, added -> columns.size());
        thresholds[i] = OrderedFloats.toInt(forest.value()[node]);
      }
      float[] values = new float[leaves.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = leaves.get(i);
      }
      return new Tree(
          places, thresholds, kept.stream().mapToInt(Integer::intValue).toArray(), values);
    }

    /** Lays a node and all below it; false when the tree cannot be laid out. */
    private boolean lay(int node) {
      float value = forest.value()[node];
      if (forest.feature()[node] == Forest.LEAF) {
        leaves.add(value);
        return leaves.size() <= MOST_LEAVES;
      }
      int first = leaves.size();
      if (Float.isNaN(value) || !lay(forest.left()[node])) {
        return false;
      }
      int before = leaves.size();
      asked.add(node);
      kept.add(~(bitsBelow(before) & ~bitsBelow(first)));
      return lay(forest.right()[node]);
    }

    /** The bits of the first so many leaves. */
    private static int bitsBelow(int leaf) {
      return leaf >= MOST_LEAVES ? -1 : (1 << leaf) - 1;
    }
  }
}

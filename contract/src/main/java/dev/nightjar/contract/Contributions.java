package dev.nightjar.contract;

import java.util.Arrays;

/**
 * What each feature of a row adds to the score that trees give it, as SHAP values: with the mean
 * score, which belongs to no feature, they add up to the score. A feature's value is its mean
 * effect over all orders in which features could become known, unknown ones being averaged over the
 * rows that a tree was learned from. After Lundberg, Erion and Lee, "Consistent Individualized
 * Feature Attribution for Tree Ensembles" (2018), algorithm 2; time grows with leaves times depth
 * squared. Not thread-safe.
 */
public final class Contributions {
  private final Forest forest;
  private final double mean;

  /**
   * @param forest trees with their {@linkplain Forest#isExplained covers}
   */
  public Contributions(Forest forest) {
    if (!forest.isExplained()) {
      throw new IllegalArgumentException("trees of an older format do not say what they average");
    }
    this.forest = forest;
    double sum = forest.base();
    for (int root : forest.roots()) {
      sum += mean(root);
    }
    mean = sum;
  }

  /** The mean score of the rows that the trees were learned from. */
  public double mean() {
    return mean;
  }

  /**
   * The contribution of each feature.
   *
   * @param row features, NaN for unknown ones
   * @return a place a feature
   */
  public double[] of(float[] row) {
    double[] found = new double[row.length];
    for (int root : forest.roots()) {
      walk(root, Path.EMPTY.extended(1, 1, Forest.LEAF), row, found);
    }
    return found;
  }

  private double mean(int node) {
    if (forest.feature()[node] == Forest.LEAF) {
      return forest.value()[node];
    }
    int left = forest.left()[node];
    int right = forest.right()[node];
    return share(left, node) * mean(left) + share(right, node) * mean(right);
  }

  private double share(int child, int node) {
    return (double) forest.cover()[child] / forest.cover()[node];
  }

  private void walk(int node, Path path, float[] row, double[] found) {
    int feature = forest.feature()[node];
    if (feature == Forest.LEAF) {
      for (int i = 1; i < path.length; i++) {
        found[path.feature[i]] +=
            path.unwoundSum(i) * (path.one[i] - path.zero[i]) * forest.value()[node];
      }
      return;
    }
    int taken = forest.next(node, row[feature]);
    int other = taken == forest.left()[node] ? forest.right()[node] : forest.left()[node];
    int before = path.place(feature);
    double zero = before < 0 ? 1 : path.zero[before];
    double one = before < 0 ? 1 : path.one[before];
    Path rest = before < 0 ? path : path.unwound(before);
    walk(taken, rest.extended(zero * share(taken, node), one, feature), row, found);
    walk(other, rest.extended(zero * share(other, node), 0, feature), row, found);
  }

  /**
   * The different features asked on the way to a node: for each the share of rows that come this
   * way while it is unknown ({@code zero}) and whether the row does while it is known ({@code
   * one}), and the weights of sets of so many known features.
   */
  private static final class Path {
    static final Path EMPTY = new Path(0);

    private final int length;
    private final int[] feature;
    private final double[] zero;
    private final double[] one;
    private final double[] weight;

    private Path(int length) {
      this.length = length;
      feature = new int[length];
      zero = new double[length];
      one = new double[length];
      weight = new double[length];
    }

    private Path copy(int newLength) {
      Path copy = new Path(newLength);
      int kept = Math.min(length, newLength);
      System.arraycopy(feature, 0, copy.feature, 0, kept);
      System.arraycopy(zero, 0, copy.zero, 0, kept);
      System.arraycopy(one, 0, copy.one, 0, kept);
      System.arraycopy(weight, 0, copy.weight, 0, kept);
      return copy;
    }

    /** The place of a feature, or -1. */
    int place(int asked) {
      for (int i = 1; i < length; i++) {
        if (feature[i] == asked) {
          return i;
        }
      }
      return -1;
    }

    Path extended(double zeroShare, double oneShare, int asked) {
      Path longer = copy(length + 1);
      longer.feature[length] = asked;
      longer.zero[length] = zeroShare;
      longer.one[length] = oneShare;
      longer.weight[length] = length == 0 ? 1 : 0;
      double[] w = longer.weight;
      for (int i = length - 1; i >= 0; i--) {
        w[i + 1] += oneShare * w[i] * (i + 1) / (length + 1);
        w[i] = zeroShare * w[i] * (length - i) / (length + 1);
      }
      return longer;
    }

    /** The path without one of its features. */
    Path unwound(int place) {
      double[] w = withoutWeight(place);
      Path shorter = copy(length - 1);
      System.arraycopy(w, 0, shorter.weight, 0, length - 1);
      for (int i = place; i < length - 1; i++) {
        shorter.feature[i] = feature[i + 1];
        shorter.zero[i] = zero[i + 1];
        shorter.one[i] = one[i + 1];
      }
      return shorter;
    }

    /** The sum of the weights of the path without one of its features. */
    double unwoundSum(int place) {
      return Arrays.stream(withoutWeight(place)).sum();
    }

    private double[] withoutWeight(int place) {
      int last = length - 1;
      double[] w = new double[last];
      double next = weight[last];
      for (int i = last - 1; i >= 0; i--) {
        if (one[place] != 0) {
          w[i] = next * length / ((i + 1) * one[place]);
          next = weight[i] - w[i] * zero[place] * (last - i) / length;
        } else {
          w[i] = weight[i] * length / (zero[place] * (last - i));
        }
      }
      return w;
    }
  }
}

package dev.nightjar.contract;

import java.util.Arrays;
import java.util.Objects;

/**
 * Regression trees whose values add up to a score, all in one set of parallel arrays, a place a
 * node. A node sends a row on by one of its features: to {@code left} when the feature's value is
 * below the node's, to {@code right} when it is not, to {@code missing} when it is NaN. Children
 * stand behind their parent, so every walk ends.
 *
 * @param base what every score begins with
 * @param roots the first node of each tree
 * @param feature the feature that a node looks at, or {@link #LEAF}
 * @param value the node's threshold, or what its leaf adds to the score
 * @param left where smaller values go
 * @param right where other values go
 * @param missing where NaN goes, one of the two
 * @param cover how much of the rows that a tree was learned from came to the node, above 0; empty
 *     where an older format does not say
 */
@SuppressWarnings("ArrayRecordComponent")
public record Forest(
    float base,
    int[] roots,
    int[] feature,
    float[] value,
    int[] left,
    int[] right,
    int[] missing,
    float[] cover) {
  private static final float[] NO_COVER = {};

  /** Stands for the feature of a leaf. */
  public static final int LEAF = -1;

  /** The score of one row of features. */
  public float score(float[] row) {
    float sum = base;
    for (int root : roots) {
      int node = root;
      int looksAt = feature[node];
      while (looksAt != LEAF) {
        node = next(node, row[looksAt]);
        looksAt = feature[node];
      }
      sum += value[node];
    }
    return sum;
  }

  /** Where a node sends a row with this value of its feature. */
  int next(int node, float found) {
    return found < value[node] ? left[node] : found >= value[node] ? right[node] : missing[node];
  }

  /** Whether the trees say what {@link Contributions} needs. */
  public boolean isExplained() {
    return cover.length == feature.length;
  }

  /** The first trees alone: what fewer rounds of boosting would have given. */
  public Forest first(int trees) {
    if (trees >= roots.length) {
      return this;
    }
    int nodes = roots[trees];
    return new Forest(
        base,
        Arrays.copyOf(roots, trees),
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(value, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(missing, nodes),
        isExplained() ? Arrays.copyOf(cover, nodes) : NO_COVER);
  }

  /** The same trees over features in another order: {@code places[i]} is the new place of i. */
  public Forest renumbered(int[] places) {
    int[] renumbered = new int[feature.length];
    for (int node = 0; node < feature.length; node++) {
      renumbered[node] = feature[node] == LEAF ? LEAF : places[feature[node]];
    }
    return new Forest(base, roots, renumbered, value, left, right, missing, cover);
  }

  void write(ValueWriter out) {
    out.integer(Float.floatToRawIntBits(base));
    out.ints(roots);
    out.ints(feature);
    out.bareFloats(value);
    out.bareInts(left);
    out.bareInts(right);
    out.bareInts(missing);
    if (isExplained()) {
      out.bareFloats(cover);
    }
  }

  static Forest read(ValueReader in, int features, boolean hasCover, String what) {
    float base = Float.intBitsToFloat(in.integer());
    int[] roots = in.ints(in.count(4));
    int nodes = in.count(hasCover ? 24 : 20);
    Forest forest =
        new Forest(
            base,
            roots,
            in.ints(nodes),
            in.floats(nodes),
            in.ints(nodes),
            in.ints(nodes),
            in.ints(nodes),
            hasCover ? in.floats(nodes) : NO_COVER);
    forest.check(features, what);
    return forest;
  }

  private void check(int features, String what) {
    for (int root : roots) {
      if (root < 0 || root >= feature.length) {
        throw new CorruptFormatException(what + " has a tree without a root");
      }
    }
    for (int node = 0; node < feature.length; node++) {
      boolean leaf = feature[node] == LEAF;
      boolean inner =
          feature[node] >= 0
              && feature[node] < features
              && isBehind(node, left[node])
              && isBehind(node, right[node])
              && (missing[node] == left[node] || missing[node] == right[node]);
      if (!leaf && !inner) {
        throw new CorruptFormatException(what + " has a node that leads nowhere");
      }
      if (isExplained() && !(cover[node] > 0)) {
        throw new CorruptFormatException(what + " has a node that no row came to");
      }
    }
  }

  private boolean isBehind(int node, int child) {
    return child > node && child < feature.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forest that
        && Float.compare(base, that.base) == 0
        && Arrays.equals(roots, that.roots)
        && Arrays.equals(feature, that.feature)
        && Arrays.equals(value, that.value)
        && Arrays.equals(left, that.left)
        && Arrays.equals(right, that.right)
        && Arrays.equals(missing, that.missing)
        && Arrays.equals(cover, that.cover);
  }

  @Override
  public int hashCode() {
    return Objects.hash(base, Arrays.hashCode(feature), Arrays.hashCode(value));
  }
}

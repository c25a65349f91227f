package dev.nightjar.ranking.store;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.SnapshotManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The night's item factors, in which events become factors of somebody the night did not know: one
 * half-step of alternating least squares with the items held fixed (Hu, Koren and Volinsky,
 * "Collaborative Filtering for Implicit Feedback Datasets", 2008, equation 4), regularised as the
 * night's own. The Gramian of all items is summed up once, so a request costs the items of its
 * session. Immutable.
 */
public final class FactorSpace {
  /** No factors: nothing was trained, or they were too many to be shipped. */
  static final FactorSpace NONE = new FactorSpace(List.of(), 0, 0);

  private final List<float[]> columns;
  private final double alpha;
  private final double regularization;
  private final double[] gramian;

  /**
   * @param columns a column a factor, a value an item; 0 for an item without factors
   */
  FactorSpace(List<float[]> columns, double alpha, double regularization) {
    this.columns = columns;
    this.alpha = alpha;
    this.regularization = regularization;
    int rank = columns.size();
    gramian = new double[rank * rank];
    for (int row = 0; row < rank; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = dot(columns.get(row), columns.get(column));
        gramian[row * rank + column] = sum;
        gramian[column * rank + row] = sum;
      }
    }
  }

  /** The factors among a snapshot's columns, with the parameters that its manifest names. */
  static FactorSpace of(Map<String, float[]> named, SnapshotManifest manifest) {
    List<float[]> columns = new ArrayList<>();
    for (float[] column = named.get(ItemColumns.factor(0));
        column != null;
        column = named.get(ItemColumns.factor(columns.size()))) {
      float[] known = column.clone();
      for (int item = 0; item < known.length; item++) {
        known[item] = Float.isNaN(known[item]) ? 0 : known[item];
      }
      columns.add(known);
    }
    if (columns.isEmpty()) {
      return NONE;
    }
    return new FactorSpace(
        columns,
        number(manifest, SnapshotManifest.ALS_ALPHA),
        number(manifest, SnapshotManifest.ALS_REGULARIZATION));
  }

  private static double number(SnapshotManifest manifest, String origin) {
    String text = manifest.origins().get(origin);
    try {
      return Double.parseDouble(text == null ? "" : text);
    } catch (NumberFormatException e) {
      throw new StoreException(
          "the snapshot has factors, but its origin " + origin + " is no number: " + text, e);
    }
  }

  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /**
   * The factors of somebody who met these items.
   *
   * @param items different items
   * @param ratings how much each was met, as the night rates an example, more than 0
   */
  public float[] fold(int[] items, float[] ratings) {
    int rank = columns.size();
    double[] normal = gramian.clone();
    double[] right = new double[rank];
    double[] factors = new double[rank];
    for (int i = 0; i < items.length; i++) {
      double extra = alpha * ratings[i];
      for (int row = 0; row < rank; row++) {
        factors[row] = columns.get(row)[items[i]];
        right[row] += (1 + extra) * factors[row];
      }
      for (int row = 0; row < rank; row++) {
        for (int column = 0; column <= row; column++) {
          normal[row * rank + column] += extra * factors[row] * factors[column];
        }
      }
    }
    for (int row = 0; row < rank; row++) {
      normal[row * rank + row] += regularization * items.length;
    }
    return solve(normal, right);
  }

  /** The factors of an item as a vector of length 1; empty for an item without factors. */
  public float[] direction(int item) {
    float[] direction = new float[columns.size()];
    double squares = 0;
    for (int factor = 0; factor < direction.length; factor++) {
      direction[factor] = columns.get(factor)[item];
      squares += (double) direction[factor] * direction[factor];
    }
    if (squares == 0) {
      return new float[0];
    }
    float scale = (float) (1 / Math.sqrt(squares));
    for (int factor = 0; factor < direction.length; factor++) {
      direction[factor] *= scale;
    }
    return direction;
  }

  /** Writes the score of every item for a person's factors. */
  public void scoreAll(float[] factors, float[] into) {
    Arrays.fill(into, 0, columns.get(0).length, 0);
    for (int factor = 0; factor < factors.length; factor++) {
      float weight = factors[factor];
      float[] column = columns.get(factor);
      for (int item = 0; item < column.length; item++) {
        into[item] += weight * column[item];
      }
    }
  }

  /** Cholesky; the matrix is positive definite and given by its lower half. */
  private static float[] solve(double[] matrix, double[] right) {
    int size = right.length;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = matrix[row * size + column];
        for (int k = 0; k < column; k++) {
          sum -= matrix[row * size + k] * matrix[column * size + k];
        }
        matrix[row * size + column] =
            row == column
                ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL))
                : sum / matrix[column * size + column];
      }
    }
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < row; k++) {
        right[row] -= matrix[row * size + k] * right[k];
      }
      right[row] /= matrix[row * size + row];
    }
    float[] solution = new float[size];
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        right[row] -= matrix[k * size + row] * right[k];
      }
      right[row] /= matrix[row * size + row];
      solution[row] = (float) right[row];
    }
    return solution;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}

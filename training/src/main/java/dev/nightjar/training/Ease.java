package dev.nightjar.training;

import dev.nightjar.training.scoring.TopK;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_MT_FDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Item weights that reconstruct baskets from their other items, in closed form: EASE, after Steck,
 * "Embarrassingly Shallow Autoencoders for Sparse Data" (2019). With G the Gram matrix of the
 * baskets and P the inverse of G plus a ridge, an item i speaks for an item j with {@code -P(i,j) /
 * P(j,j)}: what they have in common beyond what other items explain. Only the strongest weights
 * above 0 are kept.
 *
 * <p>Tasks add up G, the driver inverts it: 20 bytes for each pair of items, and time that grows
 * with the cube of their number. With equal input and partitions the result is equal to the bit.
 */
final class Ease {
  /** With more, G would no longer fit an array. */
  static final int MOST_ITEMS = 46_000;

  private final EaseParams params;
  private final int itemCount;

  Ease(EaseParams params, int itemCount) {
    this.params = params;
    this.itemCount = itemCount;
  }

  /**
   * Rows (item index, rank, neighbour index, score).
   *
   * @param baskets rows (is person, item indexes ascending, weights)
   * @param count neighbours kept an item
   */
  List<Row> rows(JavaRDD<Row> baskets, int count) {
    int items = itemCount;
    List<float[]> parts = baskets.mapPartitions(rows -> gram(rows, items)).collect();
    FMatrixRMaj inverse = inverse(parts);
    List<Row> rows = new ArrayList<>();
    TopK best = new TopK(count);
    for (int item = 0; item < itemCount; item++) {
      best.reset(item);
      for (int other = 0; other < itemCount; other++) {
        float weight = -inverse.unsafe_get(item, other) / inverse.unsafe_get(other, other);
        if (other != item && weight > 0) {
          best.offer(other, weight);
        }
      }
      NeighborRows.addRanks(item, best.drain(), rows);
    }
    return rows;
  }

  /** The upper triangle of the Gram matrix of one task's baskets. */
  private static Iterator<float[]> gram(Iterator<Row> baskets, int itemCount) {
    float[] gram = new float[Math.toIntExact((long) itemCount * (itemCount + 1) / 2)];
    while (baskets.hasNext()) {
      Basket basket = Basket.of(baskets.next());
      int[] items = basket.items();
      float[] weights = basket.weights();
      for (int i = 0; i < items.length; i++) {
        int row = row(items[i], itemCount);
        for (int j = i; j < items.length; j++) {
          gram[row + items[j]] += weights[i] * weights[j];
        }
      }
    }
    return List.of(gram).iterator();
  }

  /** Where, in a triangle, the row of an item would begin if it began at the first item. */
  private static int row(int item, int itemCount) {
    return (int) ((long) item * itemCount - (long) item * (item + 1) / 2);
  }

  private FMatrixRMaj inverse(List<float[]> parts) {
    FMatrixRMaj gram = new FMatrixRMaj(itemCount, itemCount);
    double trace = 0;
    for (int i = 0; i < itemCount; i++) {
      int row = row(i, itemCount);
      for (int j = i; j < itemCount; j++) {
        float sum = 0;
        for (float[] part : parts) {
          sum += part[row + j];
        }
        gram.unsafe_set(i, j, sum);
        gram.unsafe_set(j, i, sum);
      }
      trace += gram.unsafe_get(i, i);
    }
    float ridge = (float) (params.ridge() * trace / itemCount);
    for (int i = 0; i < itemCount; i++) {
      gram.unsafe_set(i, i, gram.unsafe_get(i, i) + ridge);
    }
    LinearSolverDense<FMatrixRMaj> solver = LinearSolverFactory_MT_FDRM.symmPosDef(itemCount);
    if (!solver.setA(gram)) {
      throw new IllegalStateException(
          "the weights of "
              + itemCount
              + " items cannot be computed: their Gram matrix is not positive definite; raise"
              + " training.neighbors.ease.ridge");
    }
    FMatrixRMaj inverse = new FMatrixRMaj(itemCount, itemCount);
    solver.invert(inverse);
    return inverse;
  }
}

package dev.nightjar.training.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours of every item in flat arrays (compressed rows), to score what a person's items point
 * at. Immutable and serializable: made to be broadcast and read by many threads at once; the
 * scratch space of a query belongs to its {@link Scorer}, one a thread.
 */
public final class NeighborIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] ids;
  private final int[] starts;
  private final int[] neighbors;
  private final float[] similarities;

  /**
   * Takes compressed rows.
   *
   * @param ids item ids, ascending, without repeats
   * @param starts {@code ids.length + 1} offsets into the next two arrays
   * @param neighbors indexes of neighbours, best first within a row
   * @param similarities similarity of each neighbour
   */
  public NeighborIndex(String[] ids, int[] starts, int[] neighbors, float[] similarities) {
    if (starts.length != ids.length + 1
        || starts[ids.length] != neighbors.length
        || neighbors.length != similarities.length) {
      throw new IllegalArgumentException(
          "rows do not fit: %d items, %d offsets, %d neighbours, %d similarities"
              .formatted(ids.length, starts.length, neighbors.length, similarities.length));
    }
    this.ids = ids;
    this.starts = starts;
    this.neighbors = neighbors;
    this.similarities = similarities;
  }

  /** Number of items. */
  public int size() {
    return ids.length;
  }

  /** The external id of an index. */
  public String id(int index) {
    return ids[index];
  }

  /** The index of an external id, or -1 when the model does not know the item. */
  public int index(String id) {
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? at : -1;
  }

  /** A scorer with its own scratch space, for one thread. */
  public Scorer scorer() {
    return new Scorer();
  }

  /**
   * The best {@code k} items by the weighted sum of similarities to the given ones.
   *
   * @param items indexes of the person's items; -1 is skipped
   * @param weights weight of each
   * @param k length of the list at most
   */
  public Ranked score(int[] items, float[] weights, int k) {
    return scorer().topK(items, weights, k, null);
  }

  /** Scratch space for repeated queries: not thread-safe, reused from query to query. */
  public final class Scorer {
    private final float[] sums = new float[ids.length];
    private int[] touched = new int[1024];
    private int touchedCount;

    private Scorer() {}

    /** The best {@code k}, without the excluded indexes; items with a sum of 0 never appear. */
    public Ranked topK(int[] items, float[] weights, int k, @Nullable BitSet excluded) {
      TopK best = new TopK(k);
      offer(items, weights, excluded, best);
      return best.drain();
    }

    /** Offers every item that the given ones point at to {@code best}. */
    public void offer(int[] items, float[] weights, @Nullable BitSet excluded, TopK best) {
      for (int i = 0; i < items.length; i++) {
        if (items[i] >= 0) {
          add(items[i], weights[i]);
        }
      }
      for (int t = 0; t < touchedCount; t++) {
        int item = touched[t];
        if (sums[item] > 0 && (excluded == null || !excluded.get(item))) {
          best.offer(item, sums[item]);
        }
        sums[item] = 0;
      }
      touchedCount = 0;
    }

    private void add(int item, float weight) {
      for (int at = starts[item]; at < starts[item + 1]; at++) {
        float share = weight * similarities[at];
        int neighbor = neighbors[at];
        if (share <= 0) {
          continue;
        }
        if (sums[neighbor] == 0) {
          if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touched.length * 2);
          }
          touched[touchedCount++] = neighbor;
        }
        sums[neighbor] += share;
      }
    }
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.OrderedFloats;
import dev.nightjar.contract.ScoredItems;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The best rows of those offered, by a bounded heap whose root is the worst one kept: most rows
 * cost one comparison. Of equal scores the lower row is better, so the order never depends on
 * chance. Not thread-safe; made once a thread.
 */
final class TopRows {
  /**
   * Score and row of each as one number, the smaller the better: one comparison tells them apart.
   */
  private long[] keys = new long[64];

  private int size;
  private int limit;

  /** Starts again; at most {@code limit} rows will be kept. */
  void reset(int newLimit) {
    limit = newLimit;
    size = 0;
    if (keys.length < limit) {
      keys = new long[limit];
    }
  }

  /** A score that is not a number is worse than all others. */
  void offer(int row, float score) {
    long key = key(row, score);
    if (size < limit) {
      siftUp(key);
    } else if (limit > 0 && key < keys[0]) {
      siftDown(key);
    }
  }

  /** Orders the rows kept, best first; nothing may be offered afterwards. */
  void sort() {
    Arrays.sort(keys, 0, size);
  }

  /** Orders the rows kept, best first, and gives them with what each stands for. */
  ScoredItems sorted(IntUnaryOperator itemOfRow) {
    sort();
    int[] items = new int[size];
    float[] scores = new float[size];
    for (int place = 0; place < size; place++) {
      items[place] = itemOfRow.applyAsInt(row(place));
      scores[place] = score(place);
    }
    return new ScoredItems(items, scores);
  }

  int size() {
    return size;
  }

  int row(int place) {
    return (int) keys[place];
  }

  float score(int place) {
    int ordered = (int) ~(keys[place] >> 32);
    return ordered == Integer.MIN_VALUE ? Float.NaN : OrderedFloats.toFloat(ordered);
  }

  private static long key(int row, float score) {
    int ordered = Float.isNaN(score) ? Integer.MIN_VALUE : OrderedFloats.toInt(score);
    return (long) ~ordered << 32 | row;
  }

  private void siftUp(long key) {
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) >> 1;
      if (keys[parent] >= key) {
        break;
      }
      keys[place] = keys[parent];
      place = parent;
    }
    keys[place] = key;
  }

  /** Replaces the root. */
  private void siftDown(long key) {
    int place = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[child] <= key) {
        break;
      }
      keys[place] = keys[child];
      place = child;
      child = 2 * place + 1;
    }
    keys[place] = key;
  }
}

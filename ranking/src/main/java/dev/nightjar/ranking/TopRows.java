package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The best rows of those offered, by a bounded heap whose root is the worst one kept: most rows
 * cost one comparison. Of equal scores the lower row is better, so the order never depends on
 * chance. Not thread-safe; made once a thread.
 */
final class TopRows {
  private int[] rows = new int[64];
  private float[] scores = new float[64];
  private int size;
  private int limit;

  /** Starts again; at most {@code limit} rows will be kept. */
  void reset(int newLimit) {
    limit = newLimit;
    size = 0;
    if (rows.length < limit) {
      rows = new int[limit];
      scores = new float[limit];
    }
  }

  void offer(int row, float score) {
    if (size < limit) {
      siftUp(row, score);
    } else if (limit > 0 && better(score, row, scores[0], rows[0])) {
      siftDown(row, score, size);
    }
  }

  /** Orders the rows kept, best first; nothing may be offered afterwards. */
  void sort() {
    for (int last = size - 1; last > 0; last--) {
      int row = rows[last];
      float score = scores[last];
      rows[last] = rows[0];
      scores[last] = scores[0];
      siftDown(row, score, last);
    }
  }

  /** Orders the rows kept, best first, and gives them with what each stands for. */
  ScoredItems sorted(IntUnaryOperator itemOfRow) {
    sort();
    int[] items = new int[size];
    for (int place = 0; place < size; place++) {
      items[place] = itemOfRow.applyAsInt(rows[place]);
    }
    return new ScoredItems(items, Arrays.copyOf(scores, size));
  }

  int size() {
    return size;
  }

  int row(int place) {
    return rows[place];
  }

  float score(int place) {
    return scores[place];
  }

  private static boolean better(float score, int row, float otherScore, int otherRow) {
    return score > otherScore || (score == otherScore && row < otherRow);
  }

  private void siftUp(int row, float score) {
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) >> 1;
      if (!better(scores[parent], rows[parent], score, row)) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    rows[place] = row;
    scores[place] = score;
  }

  /** Replaces the root of the first {@code heapSize} places. */
  private void siftDown(int row, float score, int heapSize) {
    int place = 0;
    int child = 1;
    while (child < heapSize) {
      if (child + 1 < heapSize
          && better(scores[child], rows[child], scores[child + 1], rows[child + 1])) {
        child++;
      }
      if (!better(score, row, scores[child], rows[child])) {
        break;
      }
      move(child, place);
      place = child;
      child = 2 * place + 1;
    }
    rows[place] = row;
    scores[place] = score;
  }

  private void move(int from, int to) {
    rows[to] = rows[from];
    scores[to] = scores[from];
  }
}

package dev.nightjar.training.scoring;

/**
 * The best {@code k} of the items offered, in a fixed-size binary heap without boxing. Ties are
 * broken by a hash of the item and the seed, so a seed a person gives every person another order
 * and the same seed always the same one. One thread; {@link #reset} makes it ready for the next
 * list.
 */
public final class TopK {
  private final int[] items;
  private final float[] scores;
  private final int[] ties;
  private int size;
  private long tieSeed;

  /** A heap for lists of at most {@code k} items. */
  public TopK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ", must be at least 1");
    }
    items = new int[k];
    scores = new float[k];
    ties = new int[k];
  }

  /** Forgets every item and sets the seed that orders ties. */
  public TopK reset(long seed) {
    size = 0;
    tieSeed = seed;
    return this;
  }

  /** Takes the item into account; a NaN score is never kept. */
  public void offer(int item, float score) {
    if (Float.isNaN(score)) {
      return;
    }
    if (size < items.length) {
      int tie = tie(item);
      int at = size++;
      while (at > 0) {
        int parent = (at - 1) >>> 1;
        if (!below(score, tie, item, parent)) {
          break;
        }
        move(parent, at);
        at = parent;
      }
      place(at, item, score, tie);
    } else if (score >= scores[0]) {
      int tie = tie(item);
      if (!below(score, tie, item, 0)) {
        sink(item, score, tie);
      }
    }
  }

  /** Below this score nothing is kept any more. */
  public float least() {
    return size < items.length ? Float.NEGATIVE_INFINITY : scores[0];
  }

  /** Number of items held now. */
  public int size() {
    return size;
  }

  /** The list, best first; the heap is empty afterwards. */
  public Ranked drain() {
    int[] ranked = new int[size];
    float[] rankedScores = new float[size];
    for (int rank = size - 1; rank >= 0; rank--) {
      ranked[rank] = items[0];
      rankedScores[rank] = scores[0];
      size--;
      if (size > 0) {
        sink(items[size], scores[size], ties[size]);
      }
    }
    return new Ranked(ranked, rankedScores);
  }

  private void sink(int item, float score, int tie) {
    int at = 0;
    int half = size >>> 1;
    while (at < half) {
      int child = 2 * at + 1;
      if (child + 1 < size && below(scores[child + 1], ties[child + 1], items[child + 1], child)) {
        child++;
      }
      if (below(score, tie, item, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    place(at, item, score, tie);
  }

  private boolean below(float score, int tie, int item, int slot) {
    if (score != scores[slot]) {
      return score < scores[slot];
    }
    return tie != ties[slot] ? tie < ties[slot] : item > items[slot];
  }

  private void move(int from, int to) {
    place(to, items[from], scores[from], ties[from]);
  }

  private void place(int slot, int item, float score, int tie) {
    items[slot] = item;
    scores[slot] = score;
    ties[slot] = tie;
  }

  private int tie(int item) {
    return (int) (mix(tieSeed ^ (item * 0x9E3779B97F4A7C15L)) >>> 32);
  }

  /** The finaliser of SplitMix64: a cheap hash of 64 bits. */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

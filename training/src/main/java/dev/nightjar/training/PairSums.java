package dev.nightjar.training;

import dev.nightjar.training.scoring.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over pairs of item indexes, with or without regard to their order: an open-addressing hash
 * map of primitives, bounded, so that one task combines most of its pairs before anything is
 * shuffled. One thread. Costs 16 bytes a slot at a load of at most two thirds.
 */
final class PairSums {
  private static final int FIRST_CAPACITY = 1 << 12;

  private final int maxPairs;
  private final boolean ordered;
  private long[] keys;
  private float[] sums;
  private int[] counts;
  private int size;
  private int limit;

  /**
   * @param ordered whether (a, b) is another pair than (b, a)
   */
  PairSums(int maxPairs, boolean ordered) {
    this.maxPairs = maxPairs;
    this.ordered = ordered;
    allocate(FIRST_CAPACITY);
  }

  boolean isFull() {
    return size >= maxPairs;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds to the sum and to the number of common persons of a pair of different items. */
  void add(int a, int b, float sum, int persons) {
    long key = ordered || a < b ? ((long) a << 32) | b : ((long) b << 32) | a;
    int slot = slot(key);
    if (keys[slot] < 0) {
      if (size == limit) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      size++;
    }
    sums[slot] += sum;
    counts[slot] += persons;
  }

  /**
   * A row an item that comes first in a pair, of unordered pairs any item that occurs, ascending;
   * the map is empty afterwards.
   */
  List<PairRow> drain(int itemCount, long origin) {
    int[] starts = new int[itemCount + 1];
    for (long key : keys) {
      if (key >= 0) {
        starts[(int) (key >>> 32) + 1]++;
        starts[(int) key + 1] += ordered ? 0 : 1;
      }
    }
    List<PairRow> rows = new ArrayList<>();
    PairRow[] byItem = new PairRow[itemCount];
    for (int item = 0; item < itemCount; item++) {
      if (starts[item + 1] > 0) {
        byItem[item] = new PairRow(item, origin, starts[item + 1]);
        rows.add(byItem[item]);
      }
    }
    int[] filled = new int[itemCount];
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] >= 0) {
        int a = (int) (keys[slot] >>> 32);
        int b = (int) keys[slot];
        byItem[a].set(filled[a]++, b, sums[slot], counts[slot]);
        if (!ordered) {
          byItem[b].set(filled[b]++, a, sums[slot], counts[slot]);
        }
      }
    }
    Arrays.fill(keys, -1);
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    size = 0;
    return rows;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) TopK.mix(key) & mask;
    while (keys[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    float[] oldSums = sums;
    int[] oldCounts = counts;
    allocate(keys.length * 2);
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] >= 0) {
        int slot = slot(oldKeys[old]);
        keys[slot] = oldKeys[old];
        sums[slot] = oldSums[old];
        counts[slot] = oldCounts[old];
      }
    }
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    Arrays.fill(keys, -1);
    sums = new float[capacity];
    counts = new int[capacity];
    limit = capacity / 3 * 2;
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import java.util.Arrays;

/**
 * Sums scores by item. Items get rows in the order in which they first come; an open-addressing
 * table finds the row again. Not thread-safe; made once a thread and cleared between requests.
 */
final class ItemScores {
  private static final int INITIAL_ROWS = 1024;

  private int[] items = new int[INITIAL_ROWS];
  private float[] scores = new float[INITIAL_ROWS];
  private int[] slots = new int[INITIAL_ROWS * 2];
  private int size;

  /** Adds {@code score} to the item's sum and gives its row. */
  int add(int item, float score) {
    int mask = slots.length - 1;
    int slot = (item * 0x9E3779B9 >>> 7) & mask;
    while (slots[slot] != 0) {
      int row = slots[slot] - 1;
      if (items[row] == item) {
        scores[row] += score;
        return row;
      }
      slot = (slot + 1) & mask;
    }
    return insert(slot, item, score);
  }

  /** How many rows there are. */
  int size() {
    return size;
  }

  /** The item of a row. */
  int item(int row) {
    return items[row];
  }

  /** The sum of a row. */
  float score(int row) {
    return scores[row];
  }

  /** The items with the highest sums, best first; {@code top} is the room to find them in. */
  ScoredItems best(int most, TopRows top) {
    top.reset(Math.min(most, size));
    for (int row = 0; row < size; row++) {
      top.offer(row, scores[row]);
    }
    return top.sorted(this::item);
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private int insert(int slot, int item, float score) {
    int row = size++;
    if (row == items.length) {
      items = Arrays.copyOf(items, row * 2);
      scores = Arrays.copyOf(scores, row * 2);
      items[row] = item;
      rehash();
    } else {
      slots[slot] = row + 1;
    }
    items[row] = item;
    scores[row] = score;
    return row;
  }

  private void rehash() {
    slots = new int[items.length * 2];
    int mask = slots.length - 1;
    for (int row = 0; row < size; row++) {
      int slot = (items[row] * 0x9E3779B9 >>> 7) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = row + 1;
    }
  }
}

package dev.nightjar.ranking;

import java.util.Arrays;

/**
 * A set of item indexes as one bit an item, emptied in the time it took to fill it. A test costs a
 * nanosecond, and a person's seen set may have thousands of items. Not thread-safe.
 */
final class ItemSet {
  private long[] words = new long[0];
  private int[] touched = new int[64];
  private int touchedSize;

  /** Makes room for items below {@code items}; the set must be empty. */
  void resize(int items) {
    int needed = (items + Long.SIZE - 1) / Long.SIZE;
    if (words.length < needed) {
      words = new long[needed];
    }
  }

  void add(int item) {
    int word = item >> 6;
    if (words[word] == 0) {
      if (touchedSize == touched.length) {
        touched = Arrays.copyOf(touched, touchedSize * 2);
      }
      touched[touchedSize++] = word;
    }
    words[word] |= 1L << item;
  }

  void addAll(int[] items) {
    for (int item : items) {
      add(item);
    }
  }

  boolean contains(int item) {
    return (words[item >> 6] & 1L << item) != 0;
  }

  void clear() {
    for (int i = 0; i < touchedSize; i++) {
      words[touched[i]] = 0;
    }
    touchedSize = 0;
  }
}

package dev.nightjar.ranking.store;

import java.util.Arrays;
import java.util.BitSet;

/** A bit for each item. Immutable. */
final class ItemBits {
  private final long[] words;

  ItemBits(BitSet bits, int items) {
    words = Arrays.copyOf(bits.toLongArray(), (items + Long.SIZE - 1) / Long.SIZE);
  }

  private ItemBits(long[] words) {
    this.words = words;
  }

  /** The same bits without those of these items. */
  ItemBits without(int[] items) {
    long[] fewer = words.clone();
    for (int item : items) {
      fewer[item >> 6] &= ~(1L << item);
    }
    return new ItemBits(fewer);
  }

  boolean contains(int item) {
    return (words[item >> 6] & 1L << item) != 0;
  }
}

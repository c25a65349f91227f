package dev.nightjar.ranking.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ids of a snapshot's items, both ways: UTF-8 in one array, found again through an
 * open-addressing table. About 10 bytes an item beside the id itself; a map of strings takes ten
 * times as much. Immutable once built.
 */
final class ItemDictionary {
  private final byte[] text;
  private final int[] ends;
  private final int[] slots;

  private ItemDictionary(byte[] text, int[] ends, int[] slots) {
    this.text = text;
    this.ends = ends;
    this.slots = slots;
  }

  int size() {
    return ends.length;
  }

  /** The id of the item with this index. */
  String id(int index) {
    int from = start(index);
    return new String(text, from, ends[index] - from, StandardCharsets.UTF_8);
  }

  /** The index of the item with this id, or -1. */
  int indexOf(String id) {
    byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
    int mask = slots.length - 1;
    int slot = hash(wanted, 0, wanted.length) & mask;
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (Arrays.equals(text, start(index), ends[index], wanted, 0, wanted.length)) {
        return index;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  /** Collects ids in the order of their indexes. Not thread-safe. */
  static final class Builder {
    private byte[] text = new byte[1024];
    private int[] ends = new int[64];
    private int size;

    void add(String id) {
      byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
      int from = size == 0 ? 0 : ends[size - 1];
      int end = Math.addExact(from, bytes.length);
      if (end > text.length) {
        text = Arrays.copyOf(text, (int) Math.max(Math.min(text.length * 2L, 1 << 30), end));
      }
      System.arraycopy(bytes, 0, text, from, bytes.length);
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
      }
      ends[size++] = end;
    }

    ItemDictionary build() {
      int[] trimmed = Arrays.copyOf(ends, size);
      int used = size == 0 ? 0 : trimmed[size - 1];
      int[] slots = new int[Integer.highestOneBit(Math.max(1, size)) << 2];
      ItemDictionary dictionary = new ItemDictionary(Arrays.copyOf(text, used), trimmed, slots);
      for (int index = 0; index < size; index++) {
        int slot =
            hash(dictionary.text, dictionary.start(index), trimmed[index]) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = index + 1;
      }
      return dictionary;
    }
  }
}

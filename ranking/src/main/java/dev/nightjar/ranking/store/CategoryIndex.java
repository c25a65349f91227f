package dev.nightjar.ranking.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which items are in which category, both ways: per category the items, ascending, and per item the
 * categories as numbers. Immutable once built.
 */
final class CategoryIndex {
  private static final int[] NONE = {};

  private final Map<String, Integer> numbers;
  private final int[][] items;
  private final int[] ends;
  private final int[] ofItem;

  private CategoryIndex(Map<String, Integer> numbers, int[][] items, int[] ends, int[] ofItem) {
    this.numbers = numbers;
    this.items = items;
    this.ends = ends;
    this.ofItem = ofItem;
  }

  /** The category's number, or -1 when no item has it. */
  int number(String category) {
    return numbers.getOrDefault(category, -1);
  }

  /** Whether the item is in the category with this number. */
  boolean contains(int item, int category) {
    for (int i = first(item); i < ends[item]; i++) {
      if (ofItem[i] == category) {
        return true;
      }
    }
    return false;
  }

  /** How many categories there are. */
  int count() {
    return items.length;
  }

  /** The place of the item's first category. */
  int first(int item) {
    return item == 0 ? 0 : ends[item - 1];
  }

  /** The place behind the item's last category. */
  int end(int item) {
    return ends[item];
  }

  /** The number of the category at a place. */
  int at(int place) {
    return ofItem[place];
  }

  /** The items of the category with this number, ascending. */
  int[] items(int category) {
    return category < 0 ? NONE : items[category];
  }

  /** Collects the categories of items in the order of their indexes. Not thread-safe. */
  static final class Builder {
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] counts = new int[16];
    private int[] ends = new int[64];
    private int[] ofItem = new int[64];
    private int size;
    private int used;

    void add(List<String> categories) {
      for (String category : categories) {
        int number = numbers.computeIfAbsent(category, name -> numbers.size());
        if (number == counts.length) {
          counts = Arrays.copyOf(counts, number * 2);
        }
        counts[number]++;
        if (used == ofItem.length) {
          ofItem = Arrays.copyOf(ofItem, used * 2);
        }
        ofItem[used++] = number;
      }
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
      }
      ends[size++] = used;
    }

    CategoryIndex build() {
      int[][] items = new int[numbers.size()][];
      for (int number = 0; number < items.length; number++) {
        items[number] = new int[counts[number]];
      }
      int[] filled = new int[items.length];
      int entry = 0;
      for (int item = 0; item < size; item++) {
        for (; entry < ends[item]; entry++) {
          int number = ofItem[entry];
          items[number][filled[number]++] = item;
        }
      }
      return new CategoryIndex(
          numbers, items, Arrays.copyOf(ends, size), Arrays.copyOf(ofItem, used));
    }
  }
}

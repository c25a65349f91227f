package dev.nightjar.ranking.filter;

import dev.nightjar.contract.ItemAttribute;

/**
 * Some of the values of an attribute, a bit each; what a comparison asks for, worked out before the
 * first item is asked. Not thread-safe while it is filled.
 */
final class CodeSet {
  private final ItemAttribute attribute;
  private final long[] words;

  CodeSet(ItemAttribute attribute) {
    this.attribute = attribute;
    words = new long[(attribute.valueCount() >> 6) + 1];
  }

  /** Takes in the values with numbers from one to before another. */
  void add(int from, int until) {
    for (int code = from; code < until; code++) {
      words[code >> 6] |= 1L << code;
    }
  }

  /** Takes in the value with this number; 0 is none. */
  void add(int code) {
    add(Math.max(1, code), code + 1);
  }

  /** Whether an item has one of the values. */
  ItemPredicate any() {
    return attribute.isMany() ? this::anyOfMany : this::one;
  }

  private boolean one(int item) {
    return contains(attribute.code(item));
  }

  private boolean anyOfMany(int item) {
    int end = attribute.end(item);
    for (int place = attribute.first(item); place < end; place++) {
      if (contains(attribute.codeAt(place))) {
        return true;
      }
    }
    return false;
  }

  private boolean contains(int code) {
    return (words[code >> 6] & 1L << code) != 0;
  }
}

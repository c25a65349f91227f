package dev.nightjar.ranking.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts all items of a snapshot in the order in which somebody unknown may want them. */
final class Popularity {
  private Popularity() {}

  /**
   * Puts items in order, the greatest value first, of equal ones the one with the lower index.
   *
   * @param values a value an item, not below 0; NaN counts as 0, and so does a column that is not
   *     there
   */
  static void sort(int[] items, float @Nullable [] values) {
    long[] keys = new long[items.length];
    for (int i = 0; i < keys.length; i++) {
      float value = values == null ? 0 : values[items[i]];
      // The bits of floats from 0 on ascend with them.
      long rank = value > 0 ? Float.floatToIntBits(value) : 0;
      keys[i] = -rank << Integer.SIZE | items[i];
    }
    Arrays.sort(keys);
    for (int place = 0; place < keys.length; place++) {
      items[place] = (int) keys[place];
    }
  }
}

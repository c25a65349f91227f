package dev.nightjar.export.candidates;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The numbering of one snapshot's items: ids ascending, the index of an item is its place. Knows
 * which items cannot be offered, so that no candidate is spent on them. Immutable and serializable:
 * made to be broadcast.
 */
public final class ItemIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] ids;
  private final BitSet unavailable;

  /**
   * Takes over both arguments.
   *
   * @param ids item ids, ascending, without repeats
   * @param unavailable indexes of items that cannot be offered
   */
  public ItemIndex(String[] ids, BitSet unavailable) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1].compareTo(ids[i]) >= 0) {
        throw new IllegalArgumentException(
            "item ids must ascend, but '" + ids[i] + "' follows '" + ids[i - 1] + "'");
      }
    }
    this.ids = ids;
    this.unavailable = unavailable;
  }

  /** Number of items. */
  public int size() {
    return ids.length;
  }

  /** All ids, in the order of their indexes. */
  public String[] ids() {
    return ids.clone();
  }

  /** Id of the item with this index. */
  public String id(int index) {
    return ids[index];
  }

  /** Index of an id, or -1 when the snapshot does not hold the item. */
  public int index(String id) {
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? at : -1;
  }

  /** A column of numbers that are not known of any item yet: NaN. */
  public float[] unknownColumn() {
    float[] column = new float[ids.length];
    Arrays.fill(column, Float.NaN);
    return column;
  }

  /** Whether the item can be offered. */
  public boolean available(int index) {
    return !unavailable.get(index);
  }
}

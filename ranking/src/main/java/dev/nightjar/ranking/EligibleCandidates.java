package dev.nightjar.ranking;

import java.util.Arrays;

/**
 * The candidates that passed the filters: what may be ranked. Not thread-safe; belongs to one
 * request.
 */
final class EligibleCandidates {
  private BlendedCandidates table = new BlendedCandidates();
  private int[] rows = new int[1024];
  private int size;

  void reset(BlendedCandidates candidates) {
    table = candidates;
    size = 0;
    if (rows.length < candidates.size()) {
      rows = Arrays.copyOf(rows, candidates.size() * 2);
    }
  }

  void add(int row) {
    rows[size++] = row;
  }

  /** The table whose rows these are. */
  BlendedCandidates table() {
    return table;
  }

  int size() {
    return size;
  }

  /** Whether the item is one of them. */
  boolean contains(int item) {
    for (int place = 0; place < size; place++) {
      if (table.item(rows[place]) == item) {
        return true;
      }
    }
    return false;
  }

  /** The row, in {@link #table()}, of the candidate at this place. */
  int row(int place) {
    return rows[place];
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.ranking.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a snapshot knows of a request's context, value after value. Not thread-safe; belongs
 * to one request.
 */
final class ContextColumns {
  private static final int USUAL = 8;

  private final Snapshot snapshot;
  private final List<ContextColumn> found = new ArrayList<>(USUAL);

  ContextColumns(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Takes a value; whether the snapshot knows it. */
  boolean add(String dimension, @Nullable String value) {
    return add(dimension, dimension, value);
  }

  /**
   * Takes a value that says in part what others say: where one of those is known, only what it
   * tells beyond them, so that nothing is said twice.
   */
  boolean addBeyond(String dimension, @Nullable String value, boolean othersAreKnown) {
    return add(othersAreKnown ? ItemColumns.beyond(dimension) : dimension, dimension, value);
  }

  List<ContextColumn> found() {
    return found;
  }

  private boolean add(String dimension, String name, @Nullable String value) {
    float[] lifts = value == null ? null : snapshot.column(ItemColumns.lift(dimension, value));
    if (value == null || lifts == null) {
      return false;
    }
    found.add(new ContextColumn(name, value, lifts));
    return true;
  }
}

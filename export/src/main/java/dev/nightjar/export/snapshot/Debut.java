package dev.nightjar.export.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Since when an item is there, and how many persons met it so far.
 *
 * @param published what the catalogue says of its publication; null if it says nothing
 * @param listed when the catalogue first had it; null for an item that it does not know
 * @param persons who met it before the cut-off
 */
record Debut(@Nullable Instant published, @Nullable Instant listed, long persons) {

  /** From the three columns of a row that begin at {@code at}. */
  static Debut of(Row row, int at) {
    return new Debut(instant(row, at), instant(row, at + 1), row.getLong(at + 2));
  }

  /** Indexes of the newcomers among items that are in this order. */
  static BitSet newcomers(List<Debut> debuts, NewcomerParams params, Instant cutoff) {
    // What came with the first delivery may be of any age.
    Instant first =
        debuts.stream()
            .map(Debut::listed)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(cutoff);
    Instant oldest = cutoff.minus(Duration.ofDays(params.days()));
    BitSet newcomers = new BitSet();
    for (int item = 0; item < debuts.size(); item++) {
      Debut debut = debuts.get(item);
      Instant since = debut.since(first);
      newcomers.set(
          item,
          since != null
              && since.isBefore(cutoff)
              && !since.isBefore(oldest)
              && debut.persons <= params.persons());
    }
    return newcomers;
  }

  private @Nullable Instant since(Instant first) {
    if (published != null) {
      return published;
    }
    return listed != null && listed.isAfter(first) ? listed : null;
  }

  private static @Nullable Instant instant(Row row, int at) {
    return row.isNullAt(at) ? null : row.getTimestamp(at).toInstant();
  }
}

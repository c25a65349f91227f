package dev.nightjar.export.parity;

import dev.nightjar.ranking.store.Snapshot;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * What operators had taken down at a moment. Servers look at it now and then, so that around a
 * change it cannot be told what one knew. Immutable.
 */
final class TakenDown {
  /** Within which every server has looked. */
  private static final Duration LAG = Duration.ofHours(1);

  private final List<Change> changes;

  private record Change(String itemId, Instant at, boolean down) {}

  private TakenDown(List<Change> changes) {
    this.changes = List.copyOf(changes);
  }

  /**
   * @param rows of {@code TakedownFiles}, the oldest first
   */
  static TakenDown of(List<Row> rows) {
    List<Change> changes = new ArrayList<>();
    for (Row row : rows) {
      changes.add(
          new Change(row.getString(0), row.<Timestamp>getAs(1).toInstant(), row.getBoolean(2)));
    }
    return new TakenDown(changes);
  }

  /** The items that were taken down. */
  Set<String> at(Instant moment) {
    Set<String> down = new HashSet<>();
    for (Change change : changes) {
      if (!change.at().isAfter(moment)) {
        if (change.down()) {
          down.add(change.itemId());
        } else {
          down.remove(change.itemId());
        }
      }
    }
    return down;
  }

  /**
   * Whether an answer of that moment may lack an item that the snapshot offers, so that another one
   * stands in its place.
   */
  boolean touches(Snapshot snapshot, Instant moment) {
    Set<String> items = at(moment);
    for (Change change : changes) {
      if (Duration.between(change.at(), moment).abs().compareTo(LAG) < 0) {
        items.add(change.itemId());
      }
    }
    return items.stream()
        .mapToInt(snapshot::indexOf)
        .anyMatch(item -> item >= 0 && snapshot.available(item));
  }
}

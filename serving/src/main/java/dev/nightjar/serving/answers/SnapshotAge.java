package dev.nightjar.serving.answers;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.ranking.store.Snapshot;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Tells the time, and whether a snapshot is too old for it: nights that fail leave answers of days
 * ago, which are good answers still, and should say so. Thread-safe.
 */
public final class SnapshotAge {
  private final Clock clock;
  private final Duration most;
  private volatile @Nullable Night last;

  /** When the night of a snapshot began. */
  private record Night(SnapshotManifest manifest, Instant began) {}

  /**
   * @param most the age from which a snapshot is stale; zero for never
   */
  public SnapshotAge(Clock clock, Duration most) {
    this.clock = clock;
    this.most = most;
  }

  /** The moment at which a request is answered. */
  Instant now() {
    return clock.instant();
  }

  /** Whether answers of the snapshot have to say that it is old. */
  boolean isStale(Snapshot snapshot) {
    if (most.isZero()) {
      return false;
    }
    Night night = last;
    if (night == null || night.manifest() != snapshot.manifest()) {
      night = new Night(snapshot.manifest(), began(snapshot.manifest().runDate()));
      last = night;
    }
    return Duration.between(night.began(), now()).compareTo(most) > 0;
  }

  /** A day that cannot be read is taken for long ago. */
  private static Instant began(String runDate) {
    try {
      return LocalDate.parse(runDate).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}

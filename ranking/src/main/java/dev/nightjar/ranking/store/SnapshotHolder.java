package dev.nightjar.ranking.store;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot being served. Thread-safe: a swap never makes a request wait or fail, and the
 * replaced snapshot is closed by whoever releases it last.
 */
public final class SnapshotHolder implements AutoCloseable {
  private final AtomicReference<@Nullable Snapshot> current = new AtomicReference<>();

  /**
   * The snapshot being served, with a reference that the caller must {@link Snapshot#release()}; or
   * null while there is none.
   */
  public @Nullable Snapshot acquire() {
    Snapshot snapshot = current.get();
    while (snapshot != null && !snapshot.retain()) {
      // Replaced and closed between the two calls: the next look finds its successor.
      snapshot = current.get();
    }
    return snapshot;
  }

  /** Serves {@code next} from now on; takes over the owner's reference. */
  public void swap(Snapshot next) {
    replace(next);
  }

  /** Serves nothing any more. */
  @Override
  public void close() {
    replace(null);
  }

  private void replace(@Nullable Snapshot next) {
    Snapshot old = current.getAndSet(next);
    if (old != null && old != next) {
      old.close();
    }
  }
}

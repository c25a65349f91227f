package dev.nightjar.ranking.store;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot being served, and the items that are withheld from it and from every later one.
 * Thread-safe: a swap never makes a request wait or fail, and the replaced snapshot is closed by
 * whoever releases it last.
 */
public final class SnapshotHolder implements AutoCloseable {
  private final AtomicReference<@Nullable Snapshot> current = new AtomicReference<>();
  private volatile Set<String> withheld = Set.of();

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

  /**
   * Serves {@code next} once it is warm; takes over the owner's reference, and closes it when the
   * warm-up fails.
   */
  public void swap(Snapshot next, Consumer<Snapshot> warmUp) {
    boolean warm = false;
    try {
      warmUp.accept(next);
      warm = true;
    } finally {
      if (!warm) {
        next.close();
      }
    }
    swap(next);
  }

  /** Serves {@code next} from now on; takes over the owner's reference. */
  public synchronized void swap(Snapshot next) {
    next.withhold(withheld);
    replace(next);
  }

  /** Offers none of these items from now on, in whatever snapshot, and what was withheld before. */
  public synchronized void withhold(Set<String> itemIds) {
    withheld = Set.copyOf(itemIds);
    Snapshot snapshot = current.get();
    if (snapshot != null) {
      snapshot.withhold(withheld);
    }
  }

  /** The items that are withheld. */
  public Set<String> withheld() {
    return withheld;
  }

  /** Serves nothing any more. */
  @Override
  public synchronized void close() {
    replace(null);
  }

  private void replace(@Nullable Snapshot next) {
    Snapshot old = current.getAndSet(next);
    if (old != null && old != next) {
      old.close();
    }
  }
}

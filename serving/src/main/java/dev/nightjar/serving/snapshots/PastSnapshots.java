package dev.nightjar.serving.snapshots;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import dev.nightjar.ranking.store.SnapshotVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens snapshots that were served once: the copy of this machine's server, else what the lake
 * still has, verified either way. Used by one thread.
 */
public final class PastSnapshots {
  private final LocalSnapshots served;
  private final LocalSnapshots fetched;

  /**
   * @param home folder of this machine's state
   * @param lake where snapshots are published
   */
  public PastSnapshots(Path home, ObjectStore lake) {
    served = new LocalSnapshots(home.resolve("serving"), lake);
    fetched = new LocalSnapshots(home.resolve("replay"), lake);
  }

  /** What is done with an opened snapshot; it is closed afterwards. */
  @FunctionalInterface
  public interface Use {
    void with(Snapshot snapshot) throws IOException;
  }

  /**
   * Opens a snapshot for a while.
   *
   * @return why it cannot be had, or nothing when it could
   */
  public Optional<String> open(String id, Use use) throws IOException {
    if (served.has(id)) {
      try (Snapshot snapshot = SnapshotVerifier.open(served.folder(id))) {
        use.with(snapshot);
        return Optional.empty();
      } catch (SnapshotRefusedException damagedOrDeleted) {
        // The lake may have it whole.
      }
    }
    try (Snapshot snapshot = SnapshotVerifier.open(fetched.fetch(id))) {
      use.with(snapshot);
      return Optional.empty();
    } catch (SnapshotRefusedException e) {
      return Optional.of(String.join("; ", e.reasons()));
    } finally {
      fetched.discard(id);
    }
  }
}

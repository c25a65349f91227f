package dev.nightjar.serving.snapshots;

import dev.nightjar.objects.ObjectStoreException;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot that the lake names to be tried beside the live one: fetched, verified and warmed
 * like it, seen by no visitor, and let go when it is live itself or named no more. Followed by one
 * thread; its state and the snapshot may be read by any.
 */
public final class ShadowSnapshot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowSnapshot.class);

  private final LocalSnapshots copies;
  private final Consumer<Snapshot> warmUp;
  private final Refusals refusals;
  private volatile @Nullable SnapshotHolder holder;
  private volatile State state = State.NOTHING;

  ShadowSnapshot(LocalSnapshots copies, Consumer<Snapshot> warmUp, Refusals refusals) {
    this.copies = copies;
    this.warmUp = warmUp;
    this.refusals = refusals;
  }

  /**
   * What is known of it.
   *
   * @param snapshotId its id, empty while there is none
   * @param reasons why it cannot be tried, a sentence each; none while it is
   */
  public record State(String snapshotId, List<String> reasons) {
    static final State NOTHING = new State("", List.of());

    /** Whether it can be asked. */
    public boolean isTried() {
      return !snapshotId.isEmpty() && reasons.isEmpty();
    }
  }

  /** What is known now. */
  public State state() {
    return state;
  }

  /** The id of the snapshot that can be asked, empty while there is none. */
  public String triedId() {
    State now = state;
    return now.isTried() ? now.snapshotId() : "";
  }

  /** The snapshot with a reference that the caller must release, or null while there is none. */
  public @Nullable Snapshot acquire() {
    SnapshotHolder held = holder;
    return held == null ? null : held.acquire();
  }

  void follow(String live) {
    Optional<String> wanted = copies.shadow().filter(id -> !id.equals(live));
    if (wanted.isEmpty()) {
      close();
    } else if (!(state.isTried() && state.snapshotId().equals(wanted.get()))) {
      take(wanted.get());
    }
  }

  private void take(String id) {
    if (refusals.waits(id)) {
      return;
    }
    close();
    try {
      SnapshotHolder held = new SnapshotHolder();
      held.swap(copies.open(id), warmUp);
      holder = held;
      state = new State(id, List.of());
      refusals.clear();
      LOG.info("trying snapshot {} beside the live one", id);
    } catch (SnapshotRefusedException e) {
      refuse(id, e.reasons());
    } catch (ObjectStoreException | IOException e) {
      refuse(id, List.of(String.valueOf(e.getMessage())));
    }
  }

  private void refuse(String id, List<String> reasons) {
    if (refusals.refused(id)) {
      LOG.warn("snapshot {} cannot be tried: {}", id, String.join("; ", reasons));
    }
    state = new State(id, List.copyOf(reasons));
  }

  @Override
  public void close() {
    SnapshotHolder held = holder;
    holder = null;
    state = State.NOTHING;
    if (held != null) {
      held.close();
    }
  }
}

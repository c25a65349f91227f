package dev.nightjar.serving.snapshots;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStoreException;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotHolder;
import dev.nightjar.ranking.store.SnapshotRefusedException;
import dev.nightjar.ranking.store.SnapshotVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the served snapshot equal to the one that the lake names: fetches, verifies, warms, swaps;
 * and withholds from it what has been taken down since it was built. A damaged snapshot is refused
 * and the old one stays; a refused one is looked at again after a growing pause. Without the lake,
 * what was served last is served again. One thread of its own.
 */
public final class SnapshotWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatcher.class);

  private final LocalSnapshots copies;
  private final TakedownFeed takedowns;
  private final SnapshotHolder holder;
  private final Consumer<Snapshot> warmUp;
  private final SnapshotSettings settings;
  private final Refusals refusals;
  private final ShadowSnapshot shadow;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "nightjar-snapshot-watcher");
  private volatile WatcherState state = WatcherState.NOTHING;
  private long lookedNanos;

  /**
   * @param home folder for copies on this machine
   * @param lake where snapshots are published
   * @param holder what requests take the snapshot from
   * @param warmUp what is done with a snapshot before requests see it
   * @param settings how new ones are taken
   */
  public SnapshotWatcher(
      Path home,
      ObjectStore lake,
      SnapshotHolder holder,
      Consumer<Snapshot> warmUp,
      SnapshotSettings settings)
      throws IOException {
    Files.createDirectories(home);
    copies = new LocalSnapshots(home, lake);
    takedowns = new TakedownFeed(home.resolve(LocalSnapshots.TAKEDOWNS), lake);
    takedowns.load();
    holder.withhold(takedowns.inForce());
    this.holder = holder;
    this.warmUp = warmUp;
    this.settings = settings;
    refusals = new Refusals(settings.poll());
    shadow = new ShadowSnapshot(copies, warmUp, new Refusals(settings.poll()));
  }

  /** Begins to look. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** What is known now. */
  public WatcherState state() {
    return state;
  }

  /** The snapshot that is tried beside the live one. */
  public ShadowSnapshot shadow() {
    return shadow;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shadow.close();
  }

  private void run() {
    lookedNanos = System.nanoTime() - settings.poll().toNanos();
    try {
      do {
        look();
      } while (!stop.await(settings.pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    boolean whole = System.nanoTime() - lookedNanos >= settings.poll().toNanos();
    lookedNanos = whole ? System.nanoTime() : lookedNanos;
    try {
      Optional<String> wanted = copies.wanted();
      lakeAnswered();
      if (whole || wanted.filter(this::isNew).isPresent()) {
        // Before the snapshot, so that none is ever served without what is withheld from it.
        withhold();
      }
      if (wanted.isPresent()) {
        follow(wanted.get());
      }
      if (whole && wanted.isPresent()) {
        shadow.follow(wanted.get());
      }
    } catch (ObjectStoreException | IOException e) {
      lakeFailed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The watcher must outlive any fault, or the server would serve an old snapshot for ever.
      LOG.error("looking for a new snapshot failed", e);
    }
  }

  private boolean isNew(String id) {
    WatcherState.Live live = state.live();
    return !refusals.waits(id) && (live == null || !live.snapshotId().equals(id));
  }

  private void withhold() throws IOException {
    try {
      takedowns.look();
    } finally {
      Set<String> inForce = takedowns.inForce();
      if (!inForce.equals(holder.withheld())) {
        holder.withhold(inForce);
        LOG.info("items taken down: {}", inForce.size());
      }
    }
  }

  private void follow(String id) throws IOException {
    WatcherState.Live live = state.live();
    if (live != null && live.snapshotId().equals(id)) {
      state = state.withRefused(null);
      refusals.clear();
      return;
    }
    if (!isNew(id)) {
      return;
    }
    try {
      serve(id, verified(id));
      refusals.clear();
    } catch (SnapshotRefusedException e) {
      refuse(id, e.reasons());
    }
  }

  private Snapshot verified(String id) throws IOException {
    Optional<SnapshotManifest> last = copies.last().flatMap(copies::manifest);
    Snapshot snapshot = copies.open(id);
    List<String> reasons =
        last.map(before -> settings.tooSmall(before, snapshot.manifest())).orElse(List.of());
    if (!reasons.isEmpty()) {
      snapshot.close();
      throw new SnapshotRefusedException(copies.folder(id), reasons);
    }
    return snapshot;
  }

  private void serve(String id, Snapshot snapshot) throws IOException {
    SnapshotManifest manifest = snapshot.manifest();
    WatcherState.Live previous = state.live();
    holder.swap(snapshot, warmUp);
    state =
        state.withLive(
            new WatcherState.Live(id, manifest.modelVersion(), manifest.runDate(), Instant.now()));
    LOG.info("serving snapshot {} of model {}", id, manifest.modelVersion());
    copies.served(id, Optional.ofNullable(previous).map(WatcherState.Live::snapshotId));
  }

  private void refuse(String id, List<String> reasons) {
    if (refusals.refused(id)) {
      LOG.warn("snapshot {} is refused: {}", id, String.join("; ", reasons));
    }
    if (state.live() == null) {
      serveLast();
    }
    state = state.withRefused(new WatcherState.Refused(id, List.copyOf(reasons)));
  }

  private void lakeAnswered() {
    if (!state.lakeFailure().isEmpty()) {
      LOG.info("the lake can be read again");
      state = state.withLakeFailure("");
    }
  }

  private void lakeFailed(String why) {
    if (state.lakeFailure().isEmpty()) {
      LOG.warn("the lake cannot be read: {}", why);
    }
    state = state.withLakeFailure(why);
    if (state.live() == null) {
      serveLast();
    }
  }

  private void serveLast() {
    try {
      Optional<String> last = copies.last();
      if (last.isPresent()) {
        serve(last.get(), SnapshotVerifier.open(copies.folder(last.get())));
      }
    } catch (IOException | SnapshotRefusedException e) {
      LOG.warn("what was served last cannot be served again: {}", e.getMessage());
    }
  }
}

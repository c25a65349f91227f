package dev.nightjar.serving.snapshots;

import java.time.Duration;

/** When a snapshot that was refused is looked at again: after pauses that grow. One thread. */
final class Refusals {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Duration first;
  private String id = "";
  private Duration pause = Duration.ZERO;
  private long retryNanos;

  /**
   * @param first time between two looks
   */
  Refusals(Duration first) {
    this.first = first;
  }

  /** Whether this one was refused lately and has to wait. */
  boolean waits(String snapshotId) {
    return id.equals(snapshotId) && System.nanoTime() - retryNanos < 0;
  }

  /** Forgets what was refused: another one is taken since. */
  void clear() {
    id = "";
  }

  /**
   * Notes that this one is refused.
   *
   * @return whether it is the first time
   */
  boolean refused(String snapshotId) {
    boolean again = id.equals(snapshotId);
    pause = again ? pause : first;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    retryNanos = System.nanoTime() + pause.toNanos();
    id = snapshotId;
    return !again;
  }
}

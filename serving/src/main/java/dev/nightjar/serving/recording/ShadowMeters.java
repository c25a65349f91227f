package dev.nightjar.serving.recording;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is counted of the snapshot that is tried beside the live one. Thread-safe. */
public final class ShadowMeters {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowMeters.class);

  private final Supplier<String> tried;
  private Totals totals = Totals.none("");

  /**
   * @param tried the id of the snapshot that is tried, empty while there is none
   */
  public ShadowMeters(Supplier<String> tried) {
    this.tried = tried;
  }

  /**
   * Sums since this snapshot is tried.
   *
   * @param snapshotId its id, empty while there is none
   * @param answers compared
   * @param failed that it could not answer
   * @param overlap sum over answers of the share of items that both gave
   * @param liveNanos time the live snapshot took for them
   * @param shadowNanos time it took itself
   */
  public record Totals(
      String snapshotId,
      long answers,
      long failed,
      double overlap,
      long liveNanos,
      long shadowNanos) {
    private static Totals none(String snapshotId) {
      return new Totals(snapshotId, 0, 0, 0, 0, 0);
    }

    /** Mean share of the items that both gave, 0 to 1; 0 while nothing is compared. */
    public double meanOverlap() {
      return answers == 0 ? 0 : overlap / answers;
    }

    /** Seconds of the live snapshot. */
    public double liveSeconds() {
      return (double) liveNanos / TimeUnit.SECONDS.toNanos(1);
    }

    /** Seconds of the one that is tried. */
    public double shadowSeconds() {
      return (double) shadowNanos / TimeUnit.SECONDS.toNanos(1);
    }
  }

  /** Whether there is a snapshot to try. */
  boolean isOn() {
    return !tried.get().isEmpty();
  }

  /** The sums of the snapshot that is tried now. */
  public synchronized Totals totals() {
    String id = tried.get();
    return totals.snapshotId().equals(id) ? totals : Totals.none(id);
  }

  synchronized void compared(String snapshotId, double overlap, long liveNanos, long shadowNanos) {
    Totals before = of(snapshotId);
    totals =
        new Totals(
            snapshotId,
            before.answers + 1,
            before.failed,
            before.overlap + overlap,
            before.liveNanos + liveNanos,
            before.shadowNanos + shadowNanos);
  }

  synchronized void failed(RuntimeException why) {
    Totals before = of(tried.get());
    if (before.failed == 0) {
      LOG.warn("the snapshot {} that is tried cannot answer", before.snapshotId, why);
    }
    totals =
        new Totals(
            before.snapshotId,
            before.answers,
            before.failed + 1,
            before.overlap,
            before.liveNanos,
            before.shadowNanos);
  }

  private Totals of(String snapshotId) {
    return totals.snapshotId().equals(snapshotId) ? totals : Totals.none(snapshotId);
  }
}

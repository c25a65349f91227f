package dev.nightjar.serving.snapshots;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the watcher knows, for health and metrics.
 *
 * @param live the snapshot that is served
 * @param refused the snapshot that the lake names but that must not be served
 * @param lakeFailure why the lake could not be read; empty when it could
 */
public record WatcherState(@Nullable Live live, @Nullable Refused refused, String lakeFailure) {
  /** Before the first look. */
  static final WatcherState NOTHING = new WatcherState(null, null, "");

  /**
   * The snapshot that is served.
   *
   * @param snapshotId its id
   * @param modelVersion the model behind it
   * @param runDate its night
   * @param since since when
   */
  public record Live(String snapshotId, String modelVersion, String runDate, Instant since) {}

  /**
   * A snapshot that must not be served.
   *
   * @param snapshotId its id
   * @param reasons why, a sentence each
   */
  public record Refused(String snapshotId, List<String> reasons) {}

  WatcherState withLive(Live value) {
    return new WatcherState(value, null, lakeFailure);
  }

  WatcherState withRefused(@Nullable Refused value) {
    return new WatcherState(live, value, lakeFailure);
  }

  WatcherState withLakeFailure(String value) {
    return new WatcherState(live, refused, value);
  }
}

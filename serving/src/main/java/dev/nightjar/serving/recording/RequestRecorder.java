package dev.nightjar.serving.recording;

import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Records a share of the answers with all that they depended on, on this machine. Whether an answer
 * is recorded hangs on its id alone. Thread-safe.
 */
public final class RequestRecorder implements AnswerLog, AutoCloseable {
  private static final int QUEUE = 1_000;
  private static final int DRAWN_DIGITS = 8;
  private static final double RANGE = 1L << 32;

  private final double share;
  private final String settings;
  private final Supplier<Set<String>> withheld;
  private final LogMeters meters;
  private final RecordFiles files;
  private final Backlog<RecordedRequest> backlog;
  private final RecordLines lines = new RecordLines();

  /**
   * @param home folder of the files
   * @param params the ranking settings in force
   * @param withheld the items taken down now
   * @param meters where answers are counted
   */
  public RequestRecorder(
      RecordSettings settings,
      Path home,
      RankingParams params,
      Supplier<Set<String>> withheld,
      LogMeters meters)
      throws IOException {
    share = settings.share();
    this.settings = params.digest();
    this.withheld = withheld;
    this.meters = meters;
    files = new RecordFiles(home, settings);
    backlog = new Backlog<>("records", QUEUE, this::write, meters);
  }

  @Override
  public void answered(Answered answered) {
    String id = answered.recommendationId();
    if (Long.parseLong(id.substring(0, DRAWN_DIGITS), 16) / RANGE >= share) {
      return;
    }
    boolean refused = Boolean.FALSE.equals(answered.asker().consent().analytics());
    // What is taken down changed while it was answered: nobody can say which it was answered by.
    if (refused || !withheld.get().equals(answered.given().withheld())) {
      meters.skipped().increment();
      return;
    }
    Snapshot snapshot = answered.given().snapshot();
    backlog.add(
        new RecordedRequest(
            Instant.now(),
            id,
            snapshot.manifest().snapshotId(),
            settings,
            answered.given().withheld().stream()
                .filter(item -> snapshot.indexOf(item) >= 0)
                .sorted()
                .toList(),
            answered.asked().over(snapshot),
            AnswerText.comparable(answered.given().json())));
  }

  /** Writes what waits. */
  @Override
  public void close() {
    backlog.close();
    try {
      files.close();
    } catch (IOException e) {
      meters.failed().increment();
    }
  }

  private int write(List<RecordedRequest> batch) throws IOException {
    files.append(batch.stream().map(lines::write).toList());
    return batch.size();
  }
}

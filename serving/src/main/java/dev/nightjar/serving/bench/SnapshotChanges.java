package dev.nightjar.serving.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Publishes a made-up snapshot again, under an id that no server has seen, amid a measurement. */
final class SnapshotChanges {
  /** Once the client measures. */
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(LoadClient.WARM_UP_SECONDS + 1, TimeUnit.SECONDS);

  private static final int MINUTES_TO_WAIT = 10;

  private final Path lake;
  private final SampleSnapshot sample;
  private final String question;
  private int changes;

  /**
   * @param sample what is published in {@code lake}
   * @param question a request of the server; its answer names the snapshot
   */
  SnapshotChanges(Path lake, SampleSnapshot sample, String question) {
    this.lake = lake;
    this.sample = sample;
    this.question = question;
  }

  /** How many seconds servers take without load to fetch, verify and warm the next one. */
  double secondsAlone() throws IOException {
    String id = publishNext();
    long start = System.nanoTime();
    pointTo(id);
    while (!isServed(id)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      if (seconds > TimeUnit.MINUTES.toSeconds(MINUTES_TO_WAIT)) {
        throw notServed(id);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Takes a turn, in which servers fetch, verify and warm the next snapshot and change to it. */
  Load during(Rounds.Turn turn) throws IOException {
    String id = publishNext();
    CompletableFuture<Void> change = CompletableFuture.runAsync(() -> pointTo(id), SOON);
    Load load = turn.take();
    change.join();
    if (!isServed(id)) {
      throw notServed(id);
    }
    return load;
  }

  private String publishNext() throws IOException {
    changes++;
    String id = sample.snapshotId() + "-" + changes;
    sample.repeat(lake, id);
    return id;
  }

  private boolean isServed(String id) throws IOException {
    String answer = new String(ServingBench.awaitAnswer(question), StandardCharsets.UTF_8);
    return answer.contains('"' + id + '"');
  }

  private static IOException notServed(String id) {
    return new IOException(
        "the server did not change to snapshot " + id + " in time; its log says why");
  }

  private void pointTo(String id) {
    try {
      SampleSnapshot.pointTo(lake, id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

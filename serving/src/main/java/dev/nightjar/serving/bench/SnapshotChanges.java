package dev.nightjar.serving.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Publishes a made-up snapshot again, under an id that no server has seen, amid a measurement. */
final class SnapshotChanges {
  /** Once the client runs. */
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS);

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

  /** Takes a turn, in which servers fetch, verify and warm the next snapshot and change to it. */
  Load during(Rounds.Turn turn) throws IOException {
    changes++;
    String id = sample.snapshotId() + "-" + changes;
    sample.repeat(lake, id);
    CompletableFuture<Void> change = CompletableFuture.runAsync(() -> pointTo(id), SOON);
    Load load = turn.take();
    change.join();
    String answer = new String(ServingBench.awaitAnswer(question), StandardCharsets.UTF_8);
    if (!answer.contains('"' + id + '"')) {
      throw new IOException(
          "the server did not change to snapshot "
              + id
              + " in time; give the rounds more --seconds");
    }
    return load;
  }

  private void pointTo(String id) {
    try {
      SampleSnapshot.pointTo(lake, id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

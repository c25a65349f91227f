package dev.nightjar.serving.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final LogMeters meters = new LogMeters();

  @Test
  void whatDoesNotFitIsDroppedAtOnceAndCountedAndTheRestIsWrittenInOrder() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch disk = new CountDownLatch(1);
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    Backlog<Integer> backlog =
        new Backlog<>(
            "test",
            2,
            batch -> {
              begun.countDown();
              awaitQuietly(disk);
              written.addAll(batch);
              return batch.size();
            },
            meters);

    backlog.add(1);
    begun.await();
    // The writer hangs with the first one: two more may wait, and whoever adds does not.
    for (int i = 2; i <= 10; i++) {
      backlog.add(i);
    }
    assertThat(meters.dropped().sum()).isEqualTo(7);
    disk.countDown();
    backlog.close();

    assertThat(written).containsExactly(1, 2, 3);
    assertThat(meters.written().sum()).isEqualTo(3);
    backlog.add(11);
    assertThat(meters.dropped().sum()).isEqualTo(8);
  }

  @Test
  void whatCannotBeWrittenIsCountedAndTheNextIsTriedAgain() {
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    Backlog<Integer> backlog =
        new Backlog<>(
            "test",
            10,
            batch -> {
              if (batch.contains(1)) {
                throw new IOException("no room");
              }
              written.addAll(batch);
              return batch.size();
            },
            meters);
    backlog.add(1);
    while (meters.failed().sum() == 0) {
      Thread.onSpinWait();
    }
    backlog.add(2);
    backlog.close();

    assertThat(written).containsExactly(2);
    assertThat(meters.failed().sum()).isEqualTo(1);
    assertThat(meters.written().sum()).isEqualTo(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

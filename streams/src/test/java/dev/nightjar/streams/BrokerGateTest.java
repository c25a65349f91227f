package dev.nightjar.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.serving.collector.SinkBusyException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerGateTest {
  private final AtomicLong now = new AtomicLong();
  private final BrokerGate gate = new BrokerGate(now::get);
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void refusesAtOnceForASecondAfterAFailureAndThenTries() throws IOException {
    BrokerGate.Attempt failing =
        () -> {
          attempts.incrementAndGet();
          throw new IOException("away");
        };
    assertThatThrownBy(() -> gate.through(failing)).hasMessage("away");
    assertThatThrownBy(() -> gate.through(attempts::incrementAndGet)).hasMessage("away");
    assertThat(attempts).hasValue(1);
    assertThat(gate.failure()).isEqualTo("away");

    now.addAndGet(1_000_000_000);
    gate.through(attempts::incrementAndGet);
    gate.through(attempts::incrementAndGet);
    assertThat(attempts).hasValue(3);
    assertThat(gate.failure()).isEmpty();
  }

  @Test
  void letsOneTryWhileOthersAreRefused() throws IOException {
    assertThatThrownBy(
            () ->
                gate.through(
                    () -> {
                      throw new IOException("away");
                    }))
        .isInstanceOf(IOException.class);
    now.addAndGet(1_000_000_000);
    gate.through(
        () -> assertThatThrownBy(() -> gate.through(attempts::incrementAndGet)).hasMessage("away"));
    assertThat(attempts).hasValue(0);
  }

  @Test
  void isBusyWhenManyWaitAndThatIsNoFailure() throws Exception {
    CountDownLatch inside = new CountDownLatch(16);
    CountDownLatch leave = new CountDownLatch(1);
    Thread[] waiting = new Thread[16];
    for (int i = 0; i < waiting.length; i++) {
      waiting[i] = new Thread(() -> waitInside(inside, leave));
      waiting[i].start();
    }
    inside.await();
    assertThatThrownBy(() -> gate.through(attempts::incrementAndGet))
        .isInstanceOf(SinkBusyException.class);
    leave.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    gate.through(attempts::incrementAndGet);
    assertThat(attempts).hasValue(1);
    assertThat(gate.failure()).isEmpty();
  }

  private void waitInside(CountDownLatch inside, CountDownLatch leave) {
    try {
      gate.through(
          () -> {
            inside.countDown();
            try {
              leave.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

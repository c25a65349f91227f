package dev.nightjar.streams;

import dev.nightjar.serving.collector.SinkBusyException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keeps requests from queueing up for a broker that does not answer: few wait at once, and after a
 * failure one at a time tries while the others are refused at once. The server's threads stay free
 * for answers that way. Thread-safe.
 */
public final class BrokerGate {
  /** Half of the threads that answer requests, as shipped. */
  private static final int MOST_WAITING = 16;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final AtomicBoolean tried = new AtomicBoolean();
  private volatile String failure = "";
  private volatile long pausedUntil;

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public BrokerGate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What waits for the broker. */
  @FunctionalInterface
  public interface Attempt {
    void run() throws IOException;
  }

  /**
   * Attempts something, unless there is no use in it.
   *
   * @throws SinkBusyException when too many attempt something already
   * @throws IOException why the attempt failed, or one a moment ago
   */
  public void through(Attempt attempt) throws IOException {
    if (!room.tryAcquire()) {
      throw new SinkBusyException("too many requests wait for the broker");
    }
    boolean trial = false;
    try {
      String before = failure;
      if (!before.isEmpty()) {
        trial = nanos.getAsLong() - pausedUntil >= 0 && tried.compareAndSet(false, true);
        if (!trial) {
          throw new IOException(before);
        }
      }
      run(attempt);
    } finally {
      if (trial) {
        tried.set(false);
      }
      room.release();
    }
  }

  /** Why the last attempt failed; empty when it did not. */
  public String failure() {
    return failure;
  }

  private void run(Attempt attempt) throws IOException {
    try {
      attempt.run();
      failure = "";
    } catch (SinkBusyException e) {
      throw e;
    } catch (IOException e) {
      pausedUntil = nanos.getAsLong() + PAUSE.toNanos();
      failure = String.valueOf(e.getMessage());
      throw e;
    }
  }
}

package dev.nightjar.serving.collector;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A share of this process's memory that requests have together. One that finds no place in time is
 * told to come again; one that is larger than all of it has it alone. Thread-safe, and fair.
 */
final class Room {
  private static final int UNIT = 1_024;

  private final int size;
  private final Semaphore free;
  private final Duration patience;

  /**
   * @param bytes how much all may take together
   * @param patience how long a request waits for its place
   */
  Room(long bytes, Duration patience) {
    this.patience = patience;
    size = units(bytes);
    free = new Semaphore(size, true);
  }

  /** Waits for a place of so many bytes, which is given back when it is closed. */
  Place enter(long bytes) {
    int needed = Math.min(size, units(bytes));
    boolean in = false;
    try {
      in = free.tryAcquire(needed, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!in) {
      throw EventRequests.busy("too many large requests are worked on at once");
    }
    return () -> free.release(needed);
  }

  /** A place that is taken. */
  @FunctionalInterface
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  private static int units(long bytes) {
    return (int) Math.min(1_000_000, bytes / UNIT) + 1;
  }
}

package dev.nightjar.serving.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written behind the answers, by one thread of its own. Bounded: what does not fit
 * is dropped and counted, so that a slow disk costs entries and never an answer. Thread-safe.
 */
final class Backlog<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final int MAX_BATCH = 64;
  private static final long TICK_MILLIS = 200;
  private static final long CLOSE_SECONDS = 10;

  private final String what;
  private final BlockingQueue<T> queue;
  private final Sink<T> sink;
  private final LogMeters meters;
  private final Thread thread;
  private volatile boolean closing;
  private boolean failing;

  /** Where entries go. */
  @FunctionalInterface
  interface Sink<T> {
    /**
     * Writes entries, in their order.
     *
     * @return how many of them are kept
     */
    int write(List<T> entries) throws IOException;
  }

  /**
   * @param what names the entries in the log and the thread
   * @param capacity how many may wait
   */
  Backlog(String what, int capacity, Sink<T> sink, LogMeters meters) {
    this.what = what;
    this.sink = sink;
    this.meters = meters;
    queue = new ArrayBlockingQueue<>(capacity);
    thread = new Thread(this::run, "nightjar-" + what);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes an entry, or counts it as dropped when too many wait.
   *
   * @return whether it is taken
   */
  boolean add(T entry) {
    boolean taken = !closing && queue.offer(entry);
    if (!taken) {
      meters.dropped().increment();
    }
    return taken;
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    meters.dropped().add(queue.size());
  }

  private void run() {
    List<T> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        T first = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MAX_BATCH - 1);
          write(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void write(List<T> batch) {
    int kept = 0;
    try {
      kept = sink.write(batch);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("{} cannot be written and are lost until they can: {}", what, e.getMessage());
      }
      failing = true;
    }
    meters.written().add(kept);
    meters.failed().add(batch.size() - kept);
  }
}

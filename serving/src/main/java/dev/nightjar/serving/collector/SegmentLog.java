package dev.nightjar.serving.collector;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only log of this machine: an append returns when its bytes are on the disk. One thread
 * writes; requests that wait at the same time share one sync (group commit), so the disk's latency
 * bounds the latency and not the throughput. What was written of late is not written again.
 * Thread-safe.
 */
final class SegmentLog implements EventSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int QUEUE = 1_024;
  private static final int MOST_WAITING_BYTES = 32_000_000;
  private static final int GROUP_BYTES = 4_000_000;
  private static final long APPEND_LIMIT_SECONDS = 10;
  private static final long TICK_MILLIS = 200;

  private final OpenSegment segment;
  private final CollectorMeters meters;
  private final Clock clock;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Semaphore room = new Semaphore(MOST_WAITING_BYTES);
  private final Thread writer = new Thread(this::run, "nightjar-segment-log");
  private final RecentKeys recent;
  private volatile boolean closing;
  private volatile String failure = "";
  private LocalDate firstOpenDay;

  /**
   * @param recent keys of what is taken already; used by this log alone from now on
   * @param firstOpenDay no event lands under a day before it
   */
  SegmentLog(
      OpenSegment segment,
      CollectorMeters meters,
      Clock clock,
      RecentKeys recent,
      LocalDate firstOpenDay) {
    this.segment = segment;
    this.meters = meters;
    this.clock = clock;
    this.recent = recent;
    this.firstOpenDay = firstOpenDay;
  }

  void start() {
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void append(List<EventLine> lines) throws IOException {
    Pending pending = new Pending(lines, new CompletableFuture<>());
    int bytes = pending.bytes();
    if (closing) {
      throw new SinkBusyException("the collector stops");
    }
    if (!room.tryAcquire(bytes)) {
      throw new SinkBusyException("too many requests wait for the disk");
    }
    try {
      if (!queue.offer(pending)) {
        throw new SinkBusyException("too many requests wait for the disk");
      }
      pending.done().get(APPEND_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the disk refused the events: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("the disk took longer than " + APPEND_LIMIT_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the disk", e);
    } finally {
      room.release(bytes);
    }
  }

  /** Why the last write failed; empty when it did not. */
  String failure() {
    return failure;
  }

  /** Says that from now on no event lands under this day or one before it. */
  synchronized void closeThrough(LocalDate day) {
    if (!firstOpenDay.isAfter(day)) {
      firstOpenDay = day.plusDays(1);
      segment.sealThrough(day);
    }
  }

  /** Writes what waits and seals the last segment. */
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(TimeUnit.SECONDS.toMillis(APPEND_LIMIT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Pending> group = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Pending first = queue.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          gather(first, group);
        }
        step(group);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } finally {
        group.clear();
      }
    }
    segment.seal();
  }

  private synchronized void step(List<Pending> group) {
    if (!group.isEmpty()) {
      write(group);
    }
    segment.sealIfDue();
  }

  private void gather(Pending first, List<Pending> group) {
    long bytes = 0;
    for (Pending next = first; next != null; next = bytes < GROUP_BYTES ? queue.poll() : null) {
      group.add(next);
      bytes += next.bytes();
    }
  }

  private void write(List<Pending> group) {
    List<byte[]> records = new ArrayList<>();
    Set<EventKey> written = new HashSet<>();
    for (Pending pending : group) {
      List<EventLine> fresh = new ArrayList<>(pending.lines().size());
      for (EventLine line : pending.lines()) {
        if (!recent.contains(line.key()) && written.add(line.key())) {
          fresh.add(line);
        }
      }
      meters.repeated().add(pending.lines().size() - fresh.size());
      if (!fresh.isEmpty()) {
        records.add(SegmentRecord.of(fresh));
      }
    }
    try {
      if (!records.isEmpty()) {
        segment.append(arrivalDay(), records);
        written.forEach(recent::add);
        meters.syncs().increment();
      }
      failure = "";
      group.forEach(pending -> pending.done().complete(null));
    } catch (IOException e) {
      if (failure.isEmpty()) {
        LOG.error("events cannot be written, requests are refused: {}", e.toString());
      }
      failure = "events are refused, because they cannot be written: " + e.getMessage();
      group.forEach(pending -> pending.done().completeExceptionally(e));
    }
  }

  /** Today; or a later day, when the clock was put back behind a day that is closed. */
  private LocalDate arrivalDay() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return today.isBefore(firstOpenDay) ? firstOpenDay : today;
  }

  private record Pending(List<EventLine> lines, CompletableFuture<@Nullable Void> done) {
    int bytes() {
      int bytes = 0;
      for (EventLine line : lines) {
        bytes += line.text().length;
      }
      return bytes;
    }
  }
}

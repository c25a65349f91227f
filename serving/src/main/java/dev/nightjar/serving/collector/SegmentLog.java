package dev.nightjar.serving.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only log of this machine: an append returns when its bytes are on the disk. One thread
 * writes; requests that wait at the same time share one sync (group commit), so the disk's latency
 * bounds the latency and not the throughput. Thread-safe.
 */
final class SegmentLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);
  private static final int QUEUE = 1_024;
  private static final int MAX_GROUP = 256;
  private static final long APPEND_LIMIT_SECONDS = 10;
  private static final long TICK_MILLIS = 200;

  private final SegmentFolder folder;
  private final CollectorSettings settings;
  private final CollectorMeters meters;
  private final Runnable onSealed;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Thread writer = new Thread(this::run, "nightjar-segment-log");
  private volatile boolean closing;

  private @Nullable Path segment;
  private @Nullable FileChannel channel;
  private long openedNanos;
  private long length;

  SegmentLog(
      SegmentFolder folder, CollectorSettings settings, CollectorMeters meters, Runnable onSealed) {
    this.folder = folder;
    this.settings = settings;
    this.meters = meters;
    this.onSealed = onSealed;
  }

  void start() {
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Appends whole lines; returns when they are durable.
   *
   * @throws IOException when the disk fails, is full or cannot keep up; the lines may be repeated
   */
  void append(LocalDate day, byte[] lines) throws IOException {
    Pending pending = new Pending(day, lines, new CompletableFuture<>());
    if (closing || !queue.offer(pending)) {
      throw new IOException(
          closing ? "the collector stops" : "too many requests wait for the disk");
    }
    try {
      pending.done().get(APPEND_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the disk refused the events: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("the disk took longer than " + APPEND_LIMIT_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the disk", e);
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
          group.add(first);
          queue.drainTo(group, MAX_GROUP - 1);
          writeByDay(group);
        }
        sealIfDue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } finally {
        group.clear();
      }
    }
    sealNow();
  }

  private void writeByDay(List<Pending> group) {
    int start = 0;
    for (int i = 1; i <= group.size(); i++) {
      if (i == group.size() || !group.get(i).day().equals(group.get(start).day())) {
        write(group.subList(start, i));
        start = i;
      }
    }
  }

  private void write(List<Pending> sameDay) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Pending pending : sameDay) {
      bytes.writeBytes(pending.lines());
    }
    try {
      FileChannel out = channelFor(sameDay.get(0).day());
      ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(false);
      length += bytes.size();
      meters.syncs().increment();
      sameDay.forEach(pending -> pending.done().complete(null));
    } catch (IOException e) {
      LOG.error("events cannot be written, requests are refused: {}", e.toString());
      abandon();
      sameDay.forEach(pending -> pending.done().completeExceptionally(e));
    }
  }

  private FileChannel channelFor(LocalDate day) throws IOException {
    if (segment != null && !SegmentFolder.day(segment).equals(day)) {
      sealNow();
    }
    FileChannel current = channel;
    if (current == null) {
      folder.sealLeftovers();
      Path created = folder.create(day);
      current = FileChannel.open(created, StandardOpenOption.WRITE);
      segment = created;
      channel = current;
      length = 0;
      openedNanos = System.nanoTime();
    }
    return current;
  }

  private void sealIfDue() {
    boolean old = System.nanoTime() - openedNanos >= settings.segmentAge().toNanos();
    if (channel != null && (old || length >= settings.segmentBytes())) {
      sealNow();
    }
  }

  private void sealNow() {
    Path done = segment;
    abandonWithoutCut();
    if (done != null) {
      try {
        folder.seal(done);
        onSealed.run();
      } catch (IOException e) {
        LOG.error("a segment cannot be sealed and is kept for later: {}", e.toString());
      }
    }
  }

  /** Takes back what was not acknowledged; the segment itself is sealed before the next write. */
  private void abandon() {
    FileChannel failed = channel;
    if (failed != null) {
      try {
        failed.truncate(length);
      } catch (IOException e) {
        LOG.error("a failed write cannot be taken back; its events may land: {}", e.toString());
      }
    }
    abandonWithoutCut();
  }

  private void abandonWithoutCut() {
    FileChannel open = channel;
    channel = null;
    segment = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.error("a segment cannot be closed: {}", e.toString());
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Pending(LocalDate day, byte[] lines, CompletableFuture<@Nullable Void> done) {}
}

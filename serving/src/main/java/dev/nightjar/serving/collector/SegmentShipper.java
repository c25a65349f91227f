package dev.nightjar.serving.collector;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves sealed segments to the lake's landing. An object's name is the hash of its content, so a
 * shipment that is repeated after a crash lands once. A segment is deleted only when the object has
 * been read back. One thread ships; {@link #wake()} may be called by any.
 */
final class SegmentShipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentShipper.class);

  private static final int PIECE = 16_384;

  private final SegmentFolder folder;
  private final ObjectStore lake;
  private final CollectorSettings settings;
  private final CollectorMeters meters;
  private final DayCloser days;
  private final Semaphore work = new Semaphore(1);
  private final Thread thread = new Thread(this::run, "nightjar-segment-shipper");
  private volatile boolean closing;
  private volatile String failure = "";

  /** What is done about days whenever all that is sealed is shipped. */
  interface DayCloser {
    /** Closes the days that are over, as far as nothing of them waits. */
    void closeDays() throws IOException;

    /** Nothing is taken any more. */
    void retire() throws IOException;
  }

  SegmentShipper(
      SegmentFolder folder,
      ObjectStore lake,
      CollectorSettings settings,
      CollectorMeters meters,
      DayCloser days) {
    this.folder = folder;
    this.lake = lake;
    this.settings = settings;
    this.meters = meters;
    this.days = days;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that a segment waits. */
  void wake() {
    work.release();
  }

  /** Why the last attempt failed; empty when it did not. */
  String failure() {
    return failure;
  }

  /** Ships what is sealed, once, and ends. What cannot be shipped waits for the next start. */
  @Override
  public void close() {
    closing = true;
    work.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean last = false;
    while (!last) {
      try {
        boolean woken = work.tryAcquire(settings.retry().toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      last = closing;
      shipAll(last);
    }
  }

  private void shipAll(boolean last) {
    try {
      List<Path> sealed = folder.sealed();
      for (Path segment : sealed) {
        ship(segment);
      }
      days.closeDays();
      if (last && folder.sealed().isEmpty()) {
        days.retire();
      }
      if (!failure.isEmpty()) {
        LOG.info("segments are shipped again");
      }
      failure = "";
    } catch (ObjectStoreException | IOException | UncheckedIOException e) {
      meters.shipFailures().increment();
      if (failure.isEmpty()) {
        LOG.warn("segments wait on this machine and are shipped later: {}", e.getMessage());
      }
      failure = String.valueOf(e.getMessage());
    }
  }

  private void ship(Path segment) throws IOException {
    SegmentFolder.Content content = SegmentFolder.read(segment);
    if (content.text().length > 0) {
      String day = LakePaths.dayFolder(LakePaths.LANDING_EVENTS, SegmentFolder.day(segment));
      String key = day + "/" + EventKey.hex(content.text()) + ".jsonl.gz";
      byte[] object = gzip(content.text());
      lake.putIfAbsent(key, object);
      byte[] landed =
          lake.read(key).orElseThrow(() -> new IOException(key + " was written and is not there"));
      if (!Arrays.equals(landed, object) && !holds(landed, content.text())) {
        throw new IOException(
            key + " holds something else than its name says; remove it, it is written again");
      }
      meters.shipped().increment();
    }
    if (!content.whole()) {
      LOG.error("{} is damaged: what could be read of it landed, it is kept as .torn", segment);
    }
    folder.shipped(segment, content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream gzip = new FastGzip(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** Lines of events are alike: the fastest level makes them small enough. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, PIECE);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** Whether an object that another run or another version compressed holds the same lines. */
  private static boolean holds(byte[] landed, byte[] text) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(landed))) {
      return Arrays.equals(in.readNBytes(text.length), text) && in.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }
}

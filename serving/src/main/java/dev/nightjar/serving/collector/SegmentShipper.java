package dev.nightjar.serving.collector;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves sealed segments to the lake's landing. An object's name is the hash of its content, so a
 * shipment that is repeated after a crash lands once. A segment is deleted only when the lake has
 * it. One thread ships; {@link #wake()} may be called by any.
 */
final class SegmentShipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentShipper.class);

  private final SegmentFolder folder;
  private final ObjectStore lake;
  private final CollectorSettings settings;
  private final CollectorMeters meters;
  private final Semaphore work = new Semaphore(1);
  private final Thread thread = new Thread(this::run, "nightjar-segment-shipper");
  private volatile boolean closing;
  private volatile String failure = "";

  SegmentShipper(
      SegmentFolder folder, ObjectStore lake, CollectorSettings settings, CollectorMeters meters) {
    this.folder = folder;
    this.lake = lake;
    this.settings = settings;
    this.meters = meters;
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
      shipAll();
    }
  }

  private void shipAll() {
    try {
      for (Path segment : folder.sealed()) {
        ship(segment);
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
    byte[] content = Files.readAllBytes(segment);
    if (content.length > 0) {
      String folderKey = LakePaths.dayFolder(LakePaths.LANDING_EVENTS, SegmentFolder.day(segment));
      lake.putIfAbsent(folderKey + "/" + sha256(content) + ".jsonl.gz", gzip(content));
      meters.shipped().increment();
    }
    Files.delete(segment);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.nightjar.serving.collector;

import dev.nightjar.objects.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves sealed segments to the lake's landing. A segment is deleted only when the object has been
 * read back. One thread ships; {@link #wake()} may be called by any.
 */
final class SegmentShipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentShipper.class);

  private final SegmentFolder folder;
  private final EventLanding landing;
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
      EventLanding landing,
      CollectorSettings settings,
      CollectorMeters meters,
      DayCloser days) {
    this.folder = folder;
    this.landing = landing;
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
      landing.land(SegmentFolder.day(segment), content.text());
      meters.shipped().increment();
    }
    if (!content.whole()) {
      LOG.error("{} is damaged: what could be read of it landed, it is kept as .torn", segment);
    }
    folder.shipped(segment, content);
  }
}

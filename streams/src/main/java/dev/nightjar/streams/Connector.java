package dev.nightjar.streams;

import dev.nightjar.objects.ObjectStoreException;
import dev.nightjar.serving.collector.ClosedDays;
import dev.nightjar.serving.collector.EventLanding;
import dev.nightjar.serving.collector.StreamDoor;
import dev.nightjar.serving.collector.StreamRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands a stream: gathers records, puts them into the landing as one object, and commits them when
 * it has been read back. So nothing is lost, whenever this ends; what was landed and not committed
 * is landed again, and the night counts an event once. One thread runs it, any may ask and stop it.
 */
final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final Duration TICK = Duration.ofMillis(200);

  private final StreamSource.Opener opener;
  private final EventLanding landing;
  private final ClosedDays days;
  private final ConnectorSettings settings;
  private final Clock clock;
  private final ConnectorMeters meters = new ConnectorMeters();
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile @Nullable StreamSource source;
  private volatile LandingBatch batch = new LandingBatch(System.nanoTime());
  private volatile String sourceFailure = "";
  private volatile String landFailure = "";
  private volatile boolean stopping;
  private long landAgainNanos = System.nanoTime();

  /**
   * @param days what this connector has closed; used by its thread alone
   */
  Connector(
      StreamSource.Opener opener,
      EventLanding landing,
      ClosedDays days,
      ConnectorSettings settings,
      Clock clock) {
    this.opener = opener;
    this.landing = landing;
    this.days = days;
    this.settings = settings;
    this.clock = clock;
  }

  /** Lands until it is stopped, then lands what is held and takes this connector's mark away. */
  void run() {
    try {
      while (!stopping) {
        step();
      }
      finish();
    } finally {
      closeSource();
      ended.countDown();
    }
  }

  /** Asks the thread to end; returns whether it did in time. */
  boolean stop(Duration limit) {
    stopping = true;
    try {
      return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  ConnectorMeters meters() {
    return meters;
  }

  /** Records that wait in the stream, as far as is known. */
  long lag() {
    StreamSource current = source;
    return current == null ? 0 : current.lag();
  }

  /** How often parts of the stream changed hands, since the source was opened. */
  long rebalances() {
    StreamSource current = source;
    return current == null ? 0 : current.rebalances();
  }

  /** Lines that were read and are not landed. */
  long waiting() {
    LandingBatch held = batch;
    return held.accepted() + held.refused();
  }

  /** Days that are over and that the nights do not know to be closed. */
  long unclosedDays() {
    LocalDate told = days.told();
    return told == null ? 0 : Math.max(0, yesterday().toEpochDay() - told.toEpochDay());
  }

  /** Why nothing is landed just now; empty when what there is lands. */
  String failure() {
    if (!landFailure.isEmpty()) {
      return "the lake does not take objects: " + landFailure;
    }
    StreamSource current = source;
    String reading = current == null ? sourceFailure : current.failure();
    if (current == null && reading.isEmpty()) {
      return "the stream was not reached yet";
    }
    return reading.isEmpty() ? "" : "the stream cannot be read: " + reading;
  }

  private void step() {
    try {
      StreamSource current = source;
      if (current == null) {
        current = opener.open(this::handOver);
        source = current;
        LOG.info("the stream is read");
      }
      sourceFailure = "";
      boolean rests = System.nanoTime() - landAgainNanos < 0;
      if (!rests && closeDays()) {
        take(current);
      } else {
        current.rest(TICK);
      }
    } catch (IOException e) {
      sourceFailed(e);
    }
  }

  /** Reads on, or lands what is complete. */
  private void take(StreamSource current) throws IOException {
    if (!batch.isDue(settings, System.nanoTime()) && !current.full()) {
      for (StreamRecord record : current.poll(TICK)) {
        if (batch.isEmpty()) {
          batch = new LandingBatch(System.nanoTime());
        }
        StreamDoor.Admitted admitted = StreamDoor.admit(record, clock.instant());
        batch.add(admitted.text(), admitted.accepted());
      }
    }
    if (batch.isDue(settings, System.nanoTime()) || (current.full() && !batch.isEmpty())) {
      land(current);
    }
  }

  /** Lands what is held and commits it; keeps it for later where the lake does not take it. */
  private void land(StreamSource current) throws IOException {
    LandingBatch held = batch;
    LocalDate open = days.firstOpen();
    LocalDate today = yesterday().plusDays(1);
    byte[] text = held.text();
    try {
      // Never under a day that is closed, even where the clock was put back.
      landing.land(held.landsUnder(today.isBefore(open) ? open : today), text);
    } catch (ObjectStoreException | IOException e) {
      landFailed(e);
      return;
    }
    landed();
    meters.objects().increment();
    meters.bytes().add(text.length);
    meters.accepted().add(held.accepted());
    meters.refused().add(held.refused());
    batch = new LandingBatch(System.nanoTime());
    current.commit();
  }

  /** Before others read a part of what is held. */
  private void handOver() {
    StreamSource current = source;
    if (current != null && !batch.isEmpty()) {
      try {
        land(current);
      } catch (IOException e) {
        LOG.warn("what was handed over is landed twice: {}", e.toString());
      }
    }
  }

  /** Tells the nights which days nothing lands under any more; returns whether they know. */
  private boolean closeDays() {
    LocalDate over = yesterday();
    LocalDate attempted = batch.attempted();
    try {
      days.close(over);
      LocalDate closed = days.firstOpen().minusDays(1);
      boolean waits = attempted != null && !attempted.isAfter(closed);
      days.tell(waits && attempted != null ? attempted.minusDays(1) : closed);
      if (batch.attempted() == null) {
        landed();
      }
      return true;
    } catch (ObjectStoreException | IOException e) {
      landFailed(e);
      return false;
    }
  }

  private void finish() {
    StreamSource current = source;
    try {
      if (current != null && !batch.isEmpty()) {
        land(current);
      }
      if (batch.attempted() == null) {
        // What is not landed is in the stream and lands under a later day.
        days.retire();
      }
    } catch (ObjectStoreException | IOException e) {
      LOG.warn(
          "not everything could be landed at the end; it stays in the stream: {}", e.toString());
    }
  }

  private void landed() {
    if (!landFailure.isEmpty()) {
      LOG.info("objects are landed again");
    }
    landFailure = "";
  }

  private void landFailed(Exception e) {
    meters.landFailures().increment();
    if (landFailure.isEmpty()) {
      LOG.warn("records wait in the stream and are landed later: {}", e.getMessage());
    }
    landFailure = String.valueOf(e.getMessage());
    landAgainNanos = System.nanoTime() + settings.retry().toNanos();
  }

  /** Everything that is not committed comes again, so nothing of it is kept. */
  private void sourceFailed(IOException e) {
    meters.sourceFailures().increment();
    if (sourceFailure.isEmpty()) {
      LOG.warn("the stream is opened again in {}: {}", settings.retry(), e.getMessage());
    }
    closeSource();
    if (batch.attempted() == null) {
      batch = new LandingBatch(System.nanoTime());
    }
    sourceFailure = String.valueOf(e.getMessage());
    long end = System.nanoTime() + settings.retry().toNanos();
    while (!stopping && System.nanoTime() - end < 0) {
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.min(TICK.toMillis(), settings.retry().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void closeSource() {
    StreamSource current = source;
    source = null;
    if (current != null) {
      current.close();
    }
  }

  private LocalDate yesterday() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
  }
}

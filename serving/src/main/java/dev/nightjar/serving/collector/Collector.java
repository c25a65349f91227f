package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.sessions.SessionFeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events: durable on this machine first, then in the session store, then acknowledged, and
 * shipped to the lake behind that. Thread-safe. Closing seals and ships what is left.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int RETRY_SECONDS = 5;

  private final SegmentFolder folder;
  private final SegmentLog log;
  private final SegmentShipper shipper;
  private final SessionFeed feed;
  private final CollectorMeters meters = new CollectorMeters();
  private final EventIntake intake = new EventIntake();

  private Collector(
      SegmentFolder folder, ObjectStore lake, CollectorSettings settings, SessionFeed feed) {
    this.folder = folder;
    this.feed = feed;
    shipper = new SegmentShipper(folder, lake, settings, meters);
    log = new SegmentLog(folder, settings, meters, shipper::wake);
  }

  /**
   * Takes over the folder, with what an earlier run left in it, and starts.
   *
   * @throws dev.nightjar.settings.ConfigurationException when another server uses the folder
   */
  public static Collector start(
      Path path, ObjectStore lake, CollectorSettings settings, SessionFeed feed)
      throws IOException {
    SegmentFolder folder = SegmentFolder.take(path);
    folder.sealLeftovers();
    Collector collector = new Collector(folder, lake, settings, feed);
    collector.shipper.start();
    collector.log.start();
    return collector;
  }

  /** What was counted. */
  public CollectorMeters meters() {
    return meters;
  }

  /** Why segments wait; empty when they do not. */
  public String shipFailure() {
    return shipper.failure();
  }

  ObjectNode parse(byte[] body) throws IOException {
    return intake.parse(body);
  }

  Intake takeBatch(ObjectNode body) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return keep(intake.batch(body, now), now);
  }

  Intake takeSingle(ObjectNode event, String type) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return keep(intake.single(event, type, now), now);
  }

  /**
   * Takes events that the server itself makes: checked and landed as all are, but nothing that a
   * person did, so no session hears of them. Durable when it returns.
   *
   * @return how many were taken
   * @throws IOException when the disk fails, is full or cannot keep up
   */
  public int land(List<ObjectNode> events) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<AcceptedEvent> accepted = new ArrayList<>();
    for (ObjectNode event : events) {
      accepted.addAll(intake.single(event, "track", now).accepted());
    }
    append(accepted, now);
    return accepted.size();
  }

  private void append(List<AcceptedEvent> accepted, Instant receivedAt) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    accepted.forEach(event -> lines.writeBytes(event.line()));
    if (lines.size() > 0) {
      log.append(LocalDate.ofInstant(receivedAt, ZoneOffset.UTC), lines.toByteArray());
    }
  }

  private Intake keep(Intake taken, Instant receivedAt) {
    meters.rejected().add(taken.rejected().size());
    if (taken.accepted().isEmpty()) {
      return taken;
    }
    try {
      append(taken.accepted(), receivedAt);
    } catch (IOException e) {
      meters.overloaded().increment();
      throw new ProblemException(
          Problem.unavailable(
              "events-not-stored",
              "the events were not stored: " + e.getMessage() + "; send them again",
              RETRY_SECONDS));
    }
    meters.accepted().add(taken.accepted().size());
    feed.accept(taken.accepted().stream().map(AcceptedEvent::event).toList());
    return taken;
  }

  @Override
  public void close() {
    log.close();
    shipper.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("the folder of segments cannot be unlocked: {}", e.toString());
    }
  }
}

package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events: durable on this machine or in a stream first, then in the session store, then
 * acknowledged; segments are shipped to the lake behind that. Thread-safe. Closing seals and ships
 * what is left.
 */
public final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int RETRY_SECONDS = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(3);

  private final SegmentFolder folder;
  private final SegmentLog log;
  private final SegmentShipper shipper;
  private final ClosedDays days;
  private final Outlet outlet;
  private final CollectorMeters meters;
  private final EventSink sink;
  private final boolean lands;

  /**
   * What a collector works with beside its folder.
   *
   * @param lake where segments go
   * @param disk how segments are opened
   * @param clock tells the day
   * @param feed is told of what is taken
   * @param stream where events go too, or instead
   */
  record Outlet(
      ObjectStore lake,
      SegmentFile.Opener disk,
      Clock clock,
      Consumer<List<ObjectNode>> feed,
      Optional<StreamSink> stream) {
    LocalDate yesterday() {
      return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }
  }

  private Collector(SegmentFolder folder, CollectorSettings settings, Outlet outlet)
      throws IOException {
    this.folder = folder;
    this.outlet = outlet;
    meters = new CollectorMeters(folder::waiting, folder::bytes, folder::torn, this::unclosedDays);
    days = ClosedDays.open(folder.beside("days"), outlet.lake(), outlet.yesterday());
    shipper =
        new SegmentShipper(folder, new EventLanding(outlet.lake()), settings, meters, new Days());
    log =
        new SegmentLog(
            new OpenSegment(folder, outlet.disk(), settings, shipper::wake),
            meters,
            outlet.clock(),
            folder.recentKeys(),
            days.firstOpen());
    lands = settings.sink() != CollectorSettings.Sink.STREAM;
    sink = settings.sink().streams() ? this::publish : log;
  }

  /**
   * Takes over the folder, with what an earlier run left in it, and starts.
   *
   * @param stream where events go too, or instead, if the settings say so; closed with the
   *     collector
   * @param feed is told of what is taken, before it is acknowledged
   * @throws dev.nightjar.settings.ConfigurationException when another server uses the folder
   */
  public static Collector start(
      Path path,
      ObjectStore lake,
      CollectorSettings settings,
      Optional<StreamSink> stream,
      Consumer<List<ObjectNode>> feed)
      throws IOException {
    return start(
        path, settings, new Outlet(lake, SegmentFile::onDisk, Clock.systemUTC(), feed, stream));
  }

  static Collector start(Path path, CollectorSettings settings, Outlet outlet) throws IOException {
    SegmentFolder folder = SegmentFolder.take(path);
    Collector collector = null;
    try {
      collector = new Collector(folder, settings, outlet);
    } finally {
      if (collector == null) {
        folder.close();
      }
    }
    collector.shipper.start();
    collector.log.start();
    return collector;
  }

  /** What was counted. */
  public CollectorMeters meters() {
    return meters;
  }

  /** What does not work as it should; empty when everything does. */
  public String failure() {
    String refusal = refusal();
    return refusal.isEmpty() ? shipper.failure() : refusal;
  }

  /** Why no event is taken just now; empty when events are. */
  public String refusal() {
    String streamFailure = outlet.stream().map(StreamSink::failure).orElse("");
    if (!lands || !streamFailure.isEmpty()) {
      return streamFailure;
    }
    return days.told() != null
        ? log.failure()
        : "the lake has not been reached yet, so no night knows that events wait here: "
            + shipper.failure();
  }

  /** When a request came. */
  Instant now() {
    return outlet.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Takes events that the server itself makes: checked and landed as all are, but nothing that a
   * person did, so no session hears of them. Durable when it returns.
   *
   * @return how many were taken
   * @throws IOException when the disk fails, is full or cannot keep up
   */
  public int land(List<ObjectNode> events) throws IOException {
    Instant now = now();
    int accepted = 0;
    List<EventLine> lines = new ArrayList<>();
    for (ObjectNode event : events) {
      Intake taken = EventIntake.single(event, "track", now);
      accepted += taken.accepted().size();
      lines.addAll(taken.lines());
    }
    append(lines);
    return accepted;
  }

  /** Makes the events of a request durable and tells the sessions of those that are taken. */
  Intake keep(Intake taken) {
    try {
      append(taken.lines());
    } catch (SinkBusyException e) {
      meters.overloaded().increment();
      throw EventRequests.busy(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      meters.overloaded().increment();
      throw new ProblemException(
          Problem.unavailable(
              "events-not-stored",
              "the events were not stored: " + e.getMessage() + "; send them again",
              RETRY_SECONDS));
    }
    meters.rejected().add(taken.rejected().size());
    meters.accepted().add(taken.accepted().size());
    if (!taken.accepted().isEmpty()) {
      outlet.feed().accept(taken.accepted());
    }
    return taken;
  }

  @Override
  public void close() {
    outlet.stream().ifPresent(StreamSink::close);
    log.close();
    shipper.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("the folder of segments cannot be unlocked: {}", e.toString());
    }
  }

  private void append(List<EventLine> lines) throws IOException {
    if (lands && !days.awaitTold(FIRST_WAIT)) {
      throw new IOException(refusal());
    }
    if (!lines.isEmpty()) {
      sink.append(lines);
    }
  }

  /** To the stream first: what it does not take is nowhere, so nobody reads half of a request. */
  private void publish(List<EventLine> lines) throws IOException {
    try {
      outlet.stream().orElseThrow().append(lines);
    } catch (IOException e) {
      meters.publishFailures().increment();
      throw e;
    }
    meters.published().add(lines.size());
    if (lands) {
      log.append(lines);
    }
  }

  /** Days that are over and that the nights do not know to be closed. */
  private long unclosedDays() {
    LocalDate told = days.told();
    return told == null ? 0 : Math.max(0, outlet.yesterday().toEpochDay() - told.toEpochDay());
  }

  /** A day is closed when it is over and nothing of it is, or will be, on this machine. */
  private final class Days implements SegmentShipper.DayCloser {
    private boolean retired;

    @Override
    public void closeDays() throws IOException {
      if (!lands && folder.unshipped().isEmpty()) {
        // No night need wait for a collector that lands nothing.
        retire();
        return;
      }
      LocalDate over = outlet.yesterday();
      days.close(over);
      log.closeThrough(over);
      // From here on nothing of these days is written, so what is listed is all there will be.
      LocalDate closed = days.firstOpen().minusDays(1);
      for (Path segment : folder.unshipped()) {
        LocalDate before = SegmentFolder.day(segment).minusDays(1);
        closed = before.isBefore(closed) ? before : closed;
      }
      days.tell(closed);
      retired = false;
    }

    @Override
    public void retire() throws IOException {
      if (!retired) {
        days.retire();
        retired = true;
      }
    }
  }
}

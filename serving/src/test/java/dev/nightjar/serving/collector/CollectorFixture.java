package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.contract.CollectorMark;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.objects.ObjectEntry;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.settings.LakeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;

/** A collector over a lake, a disk and a clock of the test's own. */
final class CollectorFixture implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final ObjectStore lake;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private SegmentFile.Opener disk = SegmentFile::onDisk;
  private long budget = 1_000_000_000;
  private Optional<StreamSink> sink = Optional.empty();
  private Collector collector;

  CollectorFixture(Path folder) {
    this.folder = folder;
    lake = ObjectStores.open(LakeSettings.directory(folder.resolve("lake")));
  }

  CollectorFixture withDisk(SegmentFile.Opener value) {
    disk = value;
    return this;
  }

  CollectorFixture withBudget(long value) {
    budget = value;
    return this;
  }

  CollectorFixture withSink(StreamSink value) {
    sink = Optional.ofNullable(value);
    return this;
  }

  CollectorFixture start() throws IOException {
    collector =
        Collector.start(
            home(),
            new CollectorSettings(
                List.of(),
                List.of(),
                Duration.ofMillis(50),
                8_000_000,
                Duration.ofMillis(50),
                budget,
                sink.isPresent() ? CollectorSettings.Sink.STREAM : CollectorSettings.Sink.SEGMENTS),
            new Collector.Outlet(
                lake, path -> disk.open(path), new TestClock(), taken -> {}, sink));
    return this;
  }

  Collector collector() {
    return collector;
  }

  Path home() {
    return folder.resolve("home");
  }

  Path lakeFolder() {
    return folder.resolve("lake");
  }

  void timeIs(String instant) {
    now.set(Instant.parse(instant));
  }

  /** Takes one event; fails as a request would. */
  void take(String messageId) {
    collector.keep(EventIntake.single(event(messageId), "page", collector.now()));
  }

  static ObjectNode event(String messageId) {
    return EventJson.object().put("userId", "u").put("messageId", messageId);
  }

  /** Message ids of what landed under a day, in order. */
  List<String> landed(LocalDate day) throws IOException {
    return read(LakePaths.dayFolder(LakePaths.LANDING_EVENTS, day) + "/");
  }

  /** Message ids of everything that landed, in order. */
  List<String> landed() throws IOException {
    return read(LakePaths.LANDING_EVENTS + "/dt=");
  }

  private List<String> read(String prefix) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ObjectEntry entry : lake.list(prefix)) {
      byte[] object = lake.read(entry.key()).orElseThrow();
      byte[] text = new GZIPInputStream(new ByteArrayInputStream(object)).readAllBytes();
      for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isEmpty()) {
          JsonNode event = EventJson.read(line.getBytes(StandardCharsets.UTF_8));
          ids.add(event.path("messageId").asText());
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  /** The days that the lake says are closed, by its marks. */
  List<LocalDate> closed() {
    return lake.list(LakePaths.LANDING_EVENTS + "/_").stream()
        .map(entry -> entry.key().substring(LakePaths.LANDING_EVENTS.length() + 1))
        .flatMap(name -> CollectorMark.ofName(name).stream())
        .map(CollectorMark::closedThrough)
        .toList();
  }

  /** A condition that may fail while it does not hold yet. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the condition did not hold within " + LIMIT);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() {
    collector.close();
    lake.close();
  }

  /** Stops the collector but keeps the lake. */
  void stop() {
    collector.close();
  }

  private final class TestClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}

package dev.nightjar.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.collector.ClosedDays;
import dev.nightjar.serving.collector.EventLanding;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir Path folder;
  private final FakeSource source = new FakeSource();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private ObjectStore lake;
  private ClosedDays days;
  private Connector connector;

  @BeforeEach
  void open() throws IOException {
    lake = ObjectStores.open(LakeSettings.directory(folder.resolve("lake")));
    Files.createDirectories(folder.resolve("lake/landing/events"));
    days = ClosedDays.open(folder.resolve("days"), lake, LocalDate.parse("2026-02-28"));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void holdsUntilTheSizeAndCommitsWhatIsLanded() throws Exception {
    source.put("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    start(LONG);
    Processes.await("an object", () -> connector.meters().objects().sum() == 1);
    assertThat(source.committed).isBetween(5, 11);
    assertThat(Landed.messageIds(folder)).hasSize(source.committed);

    assertThat(connector.stop(Duration.ofSeconds(60))).isTrue();
    assertThat(Landed.messageIds(folder)).hasSize(12).doesNotHaveDuplicates();
    assertThat(source.committed).isEqualTo(12);
    assertThat(Landed.marks(folder)).isZero();
  }

  @Test
  void commitsNothingWhileTheLakeIsAwayAndGoesOn() throws Exception {
    Path landing = folder.resolve("lake/landing/events");
    start(SHORT);
    Processes.await("the mark", () -> Landed.marks(folder) == 1);
    // A file where the folder of the day belongs: nobody can write there, not even root.
    Files.writeString(landing.resolve("dt=2026-03-01"), "in the way");
    source.put("a");
    Processes.await("a failure", () -> connector.meters().landFailures().sum() > 1);
    assertThat(connector.failure()).contains("the lake does not take objects");
    assertThat(source.committed).isZero();

    Files.delete(landing.resolve("dt=2026-03-01"));
    Processes.await("the commit", () -> source.committed == 1);
    assertThat(Landed.messageIds(folder)).containsExactly("a");
    assertThat(connector.failure()).isEmpty();
    connector.stop(Duration.ofSeconds(60));
  }

  @Test
  void whatAFailedSourceGivesAgainIsLandedOnce() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    source.breaks = () -> polls.incrementAndGet() == 3;
    source.put("a", "b", "c", "d");
    start(LONG);
    Processes.await("a second opening", () -> source.opened == 2);
    Processes.await("all four", () -> connector.waiting() == 4);
    connector.stop(Duration.ofSeconds(60));
    assertThat(Landed.messageIds(folder)).containsExactly("a", "b", "c", "d");
    assertThat(source.committed).isEqualTo(4);
    assertThat(connector.meters().sourceFailures().sum()).isEqualTo(1);
  }

  @Test
  void landsBeforeAPartGoesToAnother() throws Exception {
    source.put("a");
    start(LONG);
    Processes.await("the record", () -> connector.waiting() == 1);
    synchronized (source) {
      source.handsOver = true;
    }
    Processes.await("the commit", () -> source.committed == 1);
    assertThat(Landed.messageIds(folder)).containsExactly("a");
    connector.stop(Duration.ofSeconds(60));
  }

  @Test
  void closesADayWhenItIsOverAndLandsUnderTheNext() throws Exception {
    source.put("a");
    start(SHORT);
    Processes.await("the first", () -> source.committed == 1);
    now.set(Instant.parse("2026-03-02T00:00:01Z"));
    Processes.await("the mark", () -> LocalDate.parse("2026-03-01").equals(days.told()));
    // A clock that is put back opens nothing.
    now.set(Instant.parse("2026-03-01T23:59:59Z"));
    synchronized (source) {
      source.put("b");
    }
    Processes.await("the second", () -> source.committed == 2);
    connector.stop(Duration.ofSeconds(60));
    assertThat(folder.resolve("lake/landing/events/dt=2026-03-01"))
        .isDirectoryContaining("glob:**.gz");
    assertThat(folder.resolve("lake/landing/events/dt=2026-03-02"))
        .isDirectoryContaining("glob:**.gz");
  }

  private void start(Duration age) {
    InstantSource instants = now::get;
    connector =
        new Connector(
            source::open,
            new EventLanding(lake),
            days,
            new ConnectorSettings("127.0.0.1", 0, age, 1_000, Duration.ofMillis(20)),
            instants.withZone(ZoneOffset.UTC));
    Thread thread = new Thread(connector::run);
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.nightjar.serving.collector;

import static dev.nightjar.serving.collector.CollectorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.serving.http.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

  @TempDir Path folder;
  private CollectorFixture fixture;

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void anEventThatIsSentAgainLandsOnceEvenAfterARestart() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.take("m-1");
    fixture.take("m-1");
    await(() -> fixture.landed().size() == 1);
    fixture.take("m-1");
    fixture.stop();
    fixture.start();
    fixture.take("m-1");
    fixture.take("m-2");
    fixture.stop();
    assertThat(fixture.landed()).containsExactly("m-1", "m-2");
    fixture.start();
  }

  @Test
  void aDayIsClosedWhenNothingOfItIsLeftHere() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.take("a");
    assertThat(fixture.closed()).containsExactly(LocalDate.of(2026, 2, 28));

    // Until it is shipped, the day stays open however long it is over.
    Path blocker = fixture.lakeFolder().resolve("landing/events/dt=2026-03-02");
    Files.createDirectories(blocker.getParent());
    Files.writeString(blocker, "in the way");
    fixture.timeIs("2026-03-02T00:00:01Z");
    fixture.take("b");
    await(() -> fixture.landed(FIRST).size() == 1);
    fixture.timeIs("2026-03-05T00:00:01Z");
    fixture.take("c");
    await(() -> !fixture.collector().failure().isEmpty());
    assertThat(fixture.closed()).allMatch(day -> day.isBefore(LocalDate.of(2026, 3, 2)));
    assertThat(fixture.collector().meters().unclosedDays()).isGreaterThanOrEqualTo(3);

    Files.delete(blocker);
    await(() -> fixture.closed().equals(List.of(LocalDate.of(2026, 3, 4))));
    assertThat(fixture.collector().meters().unclosedDays()).isZero();
  }

  @Test
  void nothingLandsUnderAClosedDayWhateverTheClockSays() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.timeIs("2026-03-02T00:00:01Z");
    await(() -> fixture.closed().equals(List.of(FIRST)));
    fixture.timeIs("2026-03-01T23:59:59Z");
    fixture.take("a");
    await(() -> fixture.landed().size() == 1);
    assertThat(fixture.landed(LocalDate.of(2026, 3, 2))).containsExactly("a");

    fixture.stop();
    fixture.start();
    fixture.take("b");
    await(() -> fixture.landed().size() == 2);
    assertThat(fixture.landed(FIRST)).isEmpty();
  }

  @Test
  void aServerThatStopsWithNothingLeftHoldsNoNightUp() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.take("a");
    fixture.stop();
    assertThat(fixture.closed()).isEmpty();
    assertThat(fixture.landed()).containsExactly("a");
    fixture.start();
    await(() -> fixture.closed().size() == 1);
  }

  @Test
  void aNewCollectorTakesNothingBeforeTheNightsKnowOfIt() throws Exception {
    Files.createDirectories(folder.resolve("lake"));
    Path landing = Files.writeString(folder.resolve("lake/landing"), "in the way");
    fixture = new CollectorFixture(folder).start();

    assertThat(status(() -> fixture.take("a"))).isEqualTo(503);
    assertThat(fixture.collector().refusal()).contains("no night knows");

    Files.delete(landing);
    await(() -> fixture.collector().refusal().isEmpty());
    fixture.take("a");
    // From then on the lake may be away, also across a restart.
    fixture.stop();
    assertThat(fixture.landed()).containsExactly("a");
  }

  @Test
  void whileTheLakeIsAwayEventsAreTakenUpToTheBudget() throws Exception {
    fixture = new CollectorFixture(folder).withBudget(20_000).start();
    fixture.take("m-0");
    await(() -> fixture.landed().size() == 1);
    Path away = fixture.lakeFolder().resolveSibling("away");
    Files.move(fixture.lakeFolder(), away);
    Files.writeString(fixture.lakeFolder(), "in the way");

    int taken = 1;
    while (takes("m-" + taken)) {
      taken++;
    }
    assertThat(taken).isBetween(20, 200);
    assertThat(fixture.collector().failure()).contains("disk_budget");

    Files.delete(fixture.lakeFolder());
    Files.move(away, fixture.lakeFolder());
    await(() -> fixture.collector().meters().waitingSegments() == 0);
    fixture.take("m-" + taken);
    assertThat(fixture.collector().failure()).isEmpty();
    fixture.stop();
    assertThat(fixture.landed())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, taken).mapToObj(i -> "m-" + i).sorted().toList());
    fixture.start();
  }

  @Test
  void aDamagedSegmentLandsAsFarAsItGoesAndIsKeptAside() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.stop();
    Path segment = fixture.home().resolve("2026-03-01-0000000001.open");
    byte[] record =
        SegmentRecord.of(
            List.of(
                new EventLine(
                    EventKey.ofMessage("a"), "{\"messageId\":\"a\"}\n".getBytes("UTF-8"))));
    Files.write(segment, record);
    Files.write(segment, Arrays.copyOf(record, record.length - 1), StandardOpenOption.APPEND);

    fixture.start();
    await(() -> fixture.collector().meters().tornSegments() == 1);
    assertThat(fixture.landed()).containsExactly("a");
    assertThat(Files.size(fixture.home().resolve("2026-03-01-0000000001.torn")))
        .isEqualTo(2L * record.length - 1);
  }

  @Test
  void aSegmentStaysUntilItsObjectHoldsWhatItShould() throws Exception {
    fixture = new CollectorFixture(folder).start();
    fixture.take("a");
    await(() -> fixture.landed().size() == 1);
    Path object;
    try (Stream<Path> objects =
        Files.list(fixture.lakeFolder().resolve("landing/events/dt=2026-03-01"))) {
      object = objects.findFirst().orElseThrow();
    }
    fixture.stop();
    byte[] good = Files.readAllBytes(object);
    Files.write(object, Arrays.copyOf(good, good.length - 9));
    Path segment = fixture.home().resolve("2026-03-01-0000000009.sealed");
    byte[] text = new GZIPInputStream(new ByteArrayInputStream(good)).readAllBytes();
    Files.write(segment, SegmentRecord.of(List.of(new EventLine(EventKey.ofMessage("a"), text))));

    fixture.start();
    await(() -> fixture.collector().failure().contains("something else"));
    assertThat(segment).exists();
    Files.delete(object);
    await(() -> !Files.exists(segment));
    assertThat(fixture.landed()).containsExactly("a");
  }

  @Test
  void aFullDiskRefusesEventsAndLosesNone() throws Exception {
    SmallDisk disk = new SmallDisk(2_000);
    fixture = new CollectorFixture(folder).withDisk(disk::open).start();
    int taken = 0;
    while (takes("m-" + taken)) {
      taken++;
    }
    assertThat(taken).isPositive();
    assertThat(fixture.collector().failure()).contains("No space left");
    assertThat(takes("again")).isFalse();

    disk.grow(1_000_000);
    fixture.take("m-" + taken);
    fixture.stop();
    assertThat(fixture.landed())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, taken).mapToObj(i -> "m-" + i).sorted().toList());
    assertThat(fixture.collector().meters().tornSegments()).isZero();
    fixture.start();
  }

  @Test
  void aDiskThatCannotEvenTakeBackLosesNothingThatWasAcknowledged() throws Exception {
    SmallDisk disk = new SmallDisk(2_000).withoutTruncate();
    fixture = new CollectorFixture(folder).withDisk(disk::open).start();
    int taken = 0;
    while (takes("m-" + taken)) {
      taken++;
    }
    disk.grow(1_000_000);
    fixture.take("m-" + taken);
    fixture.stop();
    assertThat(fixture.landed())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, taken).mapToObj(i -> "m-" + i).sorted().toList());
    assertThat(fixture.collector().meters().tornSegments()).isEqualTo(1);
    fixture.start();
  }

  @Test
  void oneFolderIsOneServers() throws IOException {
    fixture = new CollectorFixture(folder).start();
    assertThatThrownBy(() -> new CollectorFixture(folder).start())
        .hasMessageContaining("another server");
  }

  private boolean takes(String messageId) {
    return status(() -> fixture.take(messageId)) == 200;
  }

  private static int status(Runnable request) {
    ProblemException problem = catchThrowableOfType(ProblemException.class, request::run);
    return problem == null ? 200 : problem.problem().status();
  }
}

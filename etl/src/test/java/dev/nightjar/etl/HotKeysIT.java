package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Nights in which nearly all lines are one person's, one message's or about one item. {@code
 * -Dnightjar.hot.events=5000000} lands five million of them; give the tests a night's heap then,
 * {@code -Dtest.jvm=-Xmx4g}.
 */
@ExtendWith(SparkSessionExtension.class)
class HotKeysIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final int EVENTS = Integer.getInteger("nightjar.hot.events", 9_000);
  private static final int OF_OTHERS = EVENTS / 30;
  private static final int FILES = 4;

  @Test
  void countsTheOthersBesideAPersonWithMostOfTheLines(TestLake lake) throws IOException {
    land(lake, "one", EVENTS, i -> view("one", "i" + i % 9, i));
    land(lake, "others", OF_OTHERS, i -> view("u" + i, i % 10 == 0 ? "i" + i : "hit", i));

    CleanSummary summary = TestNight.run(lake.lake(), MONDAY);

    HotKeys.Key person = new HotKeys.Key(key("one"), EVENTS, EVENTS + OF_OTHERS);
    HotKeys.Key item = new HotKeys.Key("hit", OF_OTHERS * 9 / 10, OF_OTHERS);
    assertThat(summary)
        .isEqualTo(
            new CleanSummary(MONDAY, OF_OTHERS, 0, EVENTS, 0, new HotKeys(1, 0, person, item)));
    assertThat(lake.lake().read(Interactions.TABLE).count()).isEqualTo(OF_OTHERS);
    assertThat(
            lake.lake()
                .read(PersonDays.TABLE)
                .where(col(PersonDays.RULE).isNotNull())
                .select(PersonDays.RULE, PersonDays.SUPPRESSED)
                .collectAsList())
        .hasToString("[[bot.rate," + EVENTS + "]]");
  }

  @Test
  void countsAMessageOnceThatIsSentWithoutEnd(TestLake lake) throws IOException {
    land(lake, "one", EVENTS, i -> view("one", "i", 7));
    land(lake, "others", OF_OTHERS, i -> view("u" + i, "j", i));

    CleanSummary summary = TestNight.clean(lake.lake(), MONDAY);

    assertThat(summary.withoutHotKeys())
        .isEqualTo(new CleanSummary(MONDAY, OF_OTHERS, EVENTS - 1, 1, 0));
    assertThat(lake.lake().read(Interactions.TABLE).count()).isEqualTo(OF_OTHERS);
  }

  @Test
  void takesEachEventOnceOfADayThatLandedTwice(TestLake lake) throws IOException {
    int persons = EVENTS / 10;
    IntFunction<String> line = i -> view("u" + i % persons, i % 10 == 0 ? "i" + i % 7 : "hit", i);
    land(lake, "first", EVENTS / 2, line);
    land(lake, "second", EVENTS / 2, line);

    CleanSummary summary = TestNight.run(lake.lake(), MONDAY);

    int once = EVENTS / 2;
    assertThat(summary.withoutHotKeys()).isEqualTo(new CleanSummary(MONDAY, once, once, 0, 0));
    assertThat(summary.hotKeys().item()).isEqualTo(new HotKeys.Key("hit", once * 9L / 10, once));
    assertThat(
            lake
                .lake()
                .read(PersonDays.TABLE)
                .groupBy(PersonDays.RULE)
                .count()
                .collectAsList()
                .stream()
                .map(row -> Map.entry(String.valueOf(row.get(0)), row.getLong(1))))
        .containsExactly(Map.entry("null", (long) persons));
  }

  private static String key(String id) {
    return new Pseudonymizer(TestNight.SECRET.getBytes(StandardCharsets.UTF_8)).pseudonym(id);
  }

  private static void land(TestLake lake, String name, int lines, IntFunction<String> line)
      throws IOException {
    Path day = lake.directory().resolve("landing/events/dt=" + MONDAY);
    Files.createDirectories(day);
    for (int file = 0; file < FILES; file++) {
      Path path = day.resolve(name + "-" + file + ".jsonl.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16)) {
        for (int i = file; i < lines; i += FILES) {
          out.write((line.apply(i) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** Events are spread over the day, each at a moment of its own. */
  private static String view(String user, String item, int number) {
    long millis = (long) (number * (86_400_000.0 / EVENTS));
    Instant moment = Instant.parse("2026-01-05T00:00:00Z").plusMillis(millis);
    return TestEvent.view(user, item, moment.toString()).line();
  }
}

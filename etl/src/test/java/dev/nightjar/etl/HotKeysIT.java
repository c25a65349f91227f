package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One person with most of a night's lines, and one item in nine of ten of the others'. */
@ExtendWith(SparkSessionExtension.class)
class HotKeysIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final int OF_ONE_PERSON = 60_000;
  private static final int OF_OTHERS = 2_000;

  @Test
  void reportsThemAndCountsTheOthers(TestLake lake) {
    Instant start = Instant.parse("2026-01-05T01:00:00Z");
    String day = "landing/events/dt=2026-01-05/";
    lake.writeLines(
        day + "one.jsonl",
        IntStream.range(0, OF_ONE_PERSON)
            .mapToObj(i -> view("one", "i" + i % 9, start.plusSeconds(i)))
            .toArray(String[]::new));
    lake.writeLines(
        day + "others.jsonl",
        IntStream.range(0, OF_OTHERS)
            .mapToObj(i -> view("u" + i, i % 10 == 0 ? "i" + i : "hit", start.plusSeconds(i)))
            .toArray(String[]::new));

    CleanSummary summary = TestNight.run(lake.lake(), MONDAY);

    byte[] secret = TestNight.SECRET.getBytes(StandardCharsets.UTF_8);
    String one = new Pseudonymizer(secret).pseudonym("one");
    assertThat(summary)
        .isEqualTo(
            new CleanSummary(
                MONDAY,
                OF_OTHERS,
                0,
                OF_ONE_PERSON,
                0,
                new HotKeys(
                    1,
                    0,
                    new HotKeys.Key(one, OF_ONE_PERSON, OF_ONE_PERSON + OF_OTHERS),
                    new HotKeys.Key("hit", OF_OTHERS * 9 / 10, OF_OTHERS))));
    assertThat(lake.lake().read(Interactions.TABLE).count()).isEqualTo(OF_OTHERS);
    assertThat(
            lake.lake()
                .read(PersonDays.TABLE)
                .where(col(PersonDays.RULE).isNotNull())
                .select(PersonDays.RULE, PersonDays.SUPPRESSED)
                .collectAsList())
        .hasToString("[[bot.rate," + OF_ONE_PERSON + "]]");
  }

  private static String view(String user, String item, Instant moment) {
    return TestEvent.view(user, item, moment.toString()).line();
  }
}

package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.EventNames;
import dev.nightjar.contract.GoldenFiles;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.Users;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a night makes of the events that the server lands of its own answers. */
class ServedExposuresIT {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String AT_TEN = "2026-01-05T10:00:00Z";

  private static TestLake lake;
  private static CleanSummary summary;

  @BeforeAll
  static void runOneNight() {
    lake = TestLake.create();
    lake.writeLines(
        "landing/events/dt=2026-01-05/served.jsonl",
        golden(),
        // The same line a second time, as after a crash between shipping and deleting.
        golden());
    lake.writeLines(
        "landing/events/dt=2026-01-05/app.jsonl",
        TestEvent.view("ann", "x", AT_TEN)
            .with("event", "Recommendations Shown")
            .at(
                "/properties",
                "{\"recommendation_id\":\"a1\",\"items\":[{\"item_id\":\"a\",\"recommendation_source\":\"als\"},"
                    + "{\"item_id\":\"b\"}]}")
            .line(),
        TestEvent.view("ann", "seen", "2026-01-05T10:00:07Z").line());
    // As evenly as no person acts, and more than a person does.
    lake.writeLines(
        "landing/events/dt=2026-01-05/many.jsonl",
        Stream.concat(
                IntStream.range(0, 30).mapToObj(i -> served("ann", i)),
                IntStream.range(0, 30).mapToObj(i -> served("mailed", i)))
            .toArray(String[]::new));
    summary =
        TestNight.clean(
            lake.lake(),
            MONDAY,
            "etl.bot_events_per_day",
            "10",
            "etl.bot_regular_events",
            "10",
            "etl.cap_user_day",
            "8");
  }

  @AfterAll
  static void deleteLake() {
    lake.close();
  }

  @Test
  void areExposuresWithTheirAnswerPlaceSourceAndChanceAndSayThatTheServerTellsThem() {
    assertThat(
            exposures("u-1002").stream()
                .map(
                    row ->
                        Stream.of(
                                Exposures.ITEM_ID,
                                Exposures.POSITION,
                                Exposures.RECOMMENDATION_ID,
                                Exposures.SOURCE,
                                Exposures.PROPENSITY,
                                Exposures.REPORTED_BY,
                                Exposures.DEVICE)
                            .map(row::<Object>getAs)
                            .toList()))
        .containsExactly(
            List.of("i-3", 1, "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "als", 1.0, "server", "mobile"),
            List.of(
                "i-4",
                2,
                "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "newcomers",
                0.25,
                "server",
                "mobile"));
  }

  @Test
  void keepWhereTheyWereShownBesideThem() {
    Row row =
        lake.lake()
            .read(Events.TABLE)
            .where(col(Events.SESSION_KEY).equalTo(pseudonym("s-10")))
            .head();
    assertThat(row.<String, String>getJavaMap(row.fieldIndex(Events.PROPERTIES)))
        .containsEntry("snapshot", "20260104-1")
        .containsEntry("scenario", "home")
        .containsEntry("screen_item_id", "i-9")
        .containsEntry("mode", "personal");
    assertThat(row.<String>getAs(Events.PRODUCER)).isEqualTo("nightjar-server");
    assertThat(row.getJavaMap(row.fieldIndex(Events.EXTRAS))).isEmpty();
  }

  @Test
  void areToldApartFromWhatAnAppSaysWasSeen() {
    assertThat(
            lake.lake()
                .read(Exposures.TABLE)
                .where(col(Exposures.RECOMMENDATION_ID).equalTo("a1"))
                .orderBy(Exposures.POSITION)
                .select(Exposures.ITEM_ID, Exposures.SOURCE, Exposures.REPORTED_BY)
                .collectAsList())
        .hasToString("[[a,als,client], [b,null,client]]");
  }

  @Test
  void makeNobodyARobotAndFillNobodysCap() {
    assertThat(lake.lake().read(Interactions.TABLE).select(Interactions.ITEM_ID).collectAsList())
        .hasToString("[[seen]]");
    assertThat(exposures("ann")).hasSize(32);
    assertThat(summary.suppressed()).isZero();
    assertThat(summary.accepted()).isEqualTo(63);
    assertThat(summary.duplicate()).isEqualTo(1);
  }

  @Test
  void areNothingThatAPersonDid() {
    assertThat(
            lake.lake()
                .read(PersonDays.TABLE)
                .orderBy(PersonDays.EVENTS)
                .select(PersonDays.EVENTS, PersonDays.ACCEPTED, PersonDays.RULE)
                .collectAsList())
        .hasToString("[[0,0,null], [0,0,null], [2,2,null]]");
    assertThat(
            lake.lake()
                .read(Users.TABLE)
                .select(Users.PERSON_ID, Users.LAST_SEEN_AT)
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[" + pseudonym("ann") + ",2026-01-05 10:00:07.0]");
  }

  private static String golden() {
    return GoldenFiles.readText("event.jsonl")
        .lines()
        .filter(line -> line.contains(EventNames.RECOMMENDATIONS_SERVED))
        .findFirst()
        .orElseThrow();
  }

  private static String served(String userId, int minute) {
    String at = Instant.parse("2026-01-05T12:00:00Z").plusSeconds(60L * minute).toString();
    return TestEvent.view(userId, "x", at)
        .with("event", EventNames.RECOMMENDATIONS_SERVED)
        .at("/properties", "{\"items\":[{\"item_id\":\"i" + minute + "\",\"position\":1}]}")
        .line();
  }

  private static List<Row> exposures(String userId) {
    return lake.lake()
        .read(Exposures.TABLE)
        .where(col(Exposures.PERSON_ID).equalTo(pseudonym(userId)))
        .orderBy(Exposures.POSITION)
        .collectAsList();
  }

  private static String pseudonym(String rawId) {
    return new Pseudonymizer(TestNight.SECRET.getBytes(StandardCharsets.UTF_8)).pseudonym(rawId);
  }
}

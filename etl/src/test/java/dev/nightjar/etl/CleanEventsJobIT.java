package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.Users;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What accepted events mean and whose they are: one night, looked at from several sides. */
class CleanEventsJobIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String AT_TEN = "2026-01-05T10:00:00Z";

  private static TestLake lake;
  private static CleanSummary summary;

  @BeforeAll
  static void runOneNight() {
    lake = TestLake.create();
    lake.writeLines(
        "landing/events/dt=2026-01-05/a.jsonl",
        TestEvent.view("ann", "r1", AT_TEN).with("event", "Item Returned").line(),
        TestEvent.view("ann", "r2", AT_TEN).with("event", "Item Dismissed").line(),
        rated("r3", "2").line(),
        rated("r4", "8").at("/properties/rating_max", "10").line(),
        rated("r5", "3").at("/properties/rating_threshold", "3").line(),
        rated("r6", "3").at("/properties/rating_max", "0").line(),
        TestEvent.view("ann", "x", AT_TEN)
            .with("event", "Order Completed")
            .at(
                "/properties",
                "{\"products\":[{\"product_id\":\"p1\",\"price\":2.5,\"quantity\":2},{\"product_id\":\"p2\"}],\"value\":9}")
            .line(),
        TestEvent.view("ann", "y", AT_TEN)
            .with("event", "Recommendations Shown")
            .at(
                "/properties",
                "{\"recommendation_id\":\"a1\",\"items\":[{\"item_id\":\"a\",\"position\":3,\"propensity\":0.5},{\"item_id\":\"b\"}]}")
            .line());
    lake.writeLines("landing/events/dt=2026-01-05/people.jsonl", people());
    lake.writeLines("landing/events/dt=2026-01-05/busy.jsonl", busyLines());
    lake.writeLines("landing/events/dt=2026-01-05/clock.jsonl", lines("clock", 10, 1));
    lake.writeLines("landing/events/dt=2026-01-05/keen.jsonl", lines("keen", 9, 2));
    summary =
        TestNight.clean(
            lake.lake(),
            MONDAY,
            "etl.bot_events_per_day",
            "10",
            "etl.bot_regular_events",
            "10",
            "etl.cap_user_day",
            "8",
            "etl.context_values",
            "[shelf, store, plan]");
  }

  private static String[] people() {
    return Stream.of(
            TestEvent.view("-", "g1", AT_TEN).guest("tab-1").line(),
            login("tab-1", "bob", "2026-01-05T10:05:00Z"),
            TestEvent.view("-", "g2", AT_TEN).guest("shared").line(),
            login("shared", "bob", "2026-01-05T10:05:00Z"),
            login("shared", "cid", "2026-01-05T10:06:00Z"),
            TestEvent.view("dee", "c1", AT_TEN)
                .at("/context/os", "{\"name\":\"iOS 17\"}")
                .at("/context/locale", "\"de-AT\"")
                .at("/context/store", "\"7\"")
                .at("/context/shelf", "3")
                .at("/context/mood", "\"good\"")
                .line(),
            TestEvent.view("dee", "c2", "2026-01-05T11:00:00Z").consent(false).line(),
            TestEvent.view("gil", "w1", AT_TEN)
                .at("/context/gpc", "true")
                .at("/context/consent/categoryPreferences/marketing", "true")
                .line(),
            TestEvent.of("track", "2026-01-05T11:00:00Z")
                .with("event", "Segment Consent Preference Updated")
                .with("userId", "gil")
                .at("/context/consent/categoryPreferences", "{\"analytics\":false}")
                .line())
        .toArray(String[]::new);
  }

  @AfterAll
  static void deleteLake() {
    lake.close();
  }

  @Test
  void countsReturnsDismissalsAndLowRatingsAsNegative() {
    assertThat(strengths("r"))
        .isEqualTo(
            Map.of("r1", -8.0, "r2", -4.0, "r3", -2.0, "r4", 6.4, "r5", 8 * 0.6, "r6", -2.0));
  }

  @Test
  void saysWhereAnEventCameFromAsFarAsTheOperatorWants() {
    assertThat(
            interactions("c1")
                .select(
                    Interactions.OS,
                    Interactions.LANGUAGE,
                    Interactions.BROWSER,
                    Interactions.CONTEXT + "." + Interactions.CONTEXT_NAME,
                    Interactions.CONTEXT + "." + Interactions.CONTEXT_VALUE)
                .head())
        .hasToString("[ios,de,null,ArraySeq(shelf, store),ArraySeq(3, 7)]");
    assertThat(interactions("g1").where(col(Interactions.CONTEXT).isNull()).count()).isEqualTo(1);
  }

  @Test
  void givesEachItemOfAnOrderItsRowAndItsMoney() {
    assertThat(strengths("p")).isEqualTo(Map.of("p1", 8.0, "p2", 8.0));
    assertThat(
            interactions("p")
                .orderBy(Interactions.ITEM_ID)
                .select(Interactions.ITEM_ID, Interactions.VALUE)
                .collectAsList())
        .hasToString("[[p1,5.0], [p2,null]]");
  }

  @Test
  void givesEachItemShownItsPosition() {
    assertThat(
            lake.lake()
                .read(Exposures.TABLE)
                .orderBy(Exposures.ITEM_ID)
                .select(Exposures.ITEM_ID, Exposures.POSITION, Exposures.RECOMMENDATION_ID)
                .collectAsList())
        .hasToString("[[a,3,a1], [b,2,a1]]");
  }

  @Test
  void givesAGuestsEventsToTheOnePersonWhoLogsIn() {
    List<Row> rows =
        interactions("g")
            .orderBy(Interactions.ITEM_ID)
            .select(Interactions.PERSON_ID, Interactions.GUEST)
            .collectAsList();
    assertThat(rows.get(0)).hasToString("[" + pseudonym("bob") + ",false]");
    assertThat(rows.get(1)).hasToString("[" + pseudonym("shared") + ",true]");
  }

  @Test
  void keepsTheLatestConsentDecisionOfAPerson() {
    assertThat(strengths("c")).containsOnlyKeys("c1");
    Row dee =
        lake.lake().read(Users.TABLE).where(col(Users.PERSON_ID).equalTo(pseudonym("dee"))).head();
    assertThat(dee.<Boolean>getAs(Users.CONSENT_PERSONALIZATION)).isFalse();
    assertThat(dee.<Boolean>getAs(Users.GUEST)).isFalse();
    assertThat(
            Consented.interactions(lake.lake())
                .where(col(Interactions.PERSON_ID).equalTo(pseudonym("dee")))
                .count())
        .isZero();
    assertThat(Consented.interactions(lake.lake()).count())
        .isEqualTo(lake.lake().read(Interactions.TABLE).count() - 1);
  }

  @Test
  void takesAPersonWithTooManyEventsForARobot() {
    assertThat(strengths("busy")).isEmpty();
  }

  @Test
  void takesSomebodyWhoActsAsEvenlyAsAClockForARobot() {
    assertThat(strengths("clock")).isEmpty();
  }

  @Test
  void countsNoMoreOfAPersonsDayThanTheCapInOrderOfTime() {
    assertThat(strengths("keen"))
        .containsOnlyKeys("keen0", "keen1", "keen2", "keen3", "keen4", "keen5", "keen6", "keen7");
  }

  @Test
  void saysOfEveryPersonsDayWhatWasSuppressedAndWhy() {
    assertThat(
            lake.lake()
                .read(PersonDays.TABLE)
                .where(col(PersonDays.RULE).isNotNull())
                .orderBy(PersonDays.RULE)
                .select(
                    PersonDays.RULE, PersonDays.EVENTS, PersonDays.ACCEPTED, PersonDays.SUPPRESSED)
                .collectAsList())
        .hasToString(
            "[[bot.rate,11,0,11], [bot.regular,10,0,10], [cap.user_day,9,8,1],"
                + " [consent.missing,2,1,1], [consent.refused,2,1,1]]");
    assertThat(summary.hotKeys().robotDays()).isEqualTo(2);
    assertThat(summary.hotKeys().cutDays()).isEqualTo(1);
    assertThat(summary.hotKeys().item().share()).isBetween(0.01, 0.2);
  }

  @Test
  void keepsTheLatestDecisionOfEachPurposeAndTakesTheBrowsersSignalForARefusal() {
    assertThat(strengths("w")).containsOnlyKeys("w1");
    Row gil =
        lake.lake().read(Users.TABLE).where(col(Users.PERSON_ID).equalTo(pseudonym("gil"))).head();
    assertThat(gil.<Boolean>getAs(Users.CONSENT_PERSONALIZATION)).isTrue();
    assertThat(gil.<Boolean>getAs(Users.CONSENT_ANALYTICS)).isFalse();
    assertThat(gil.<Boolean>getAs(Users.CONSENT_MARKETING)).isFalse();
  }

  @Test
  void addsUpToTheLinesLanded() {
    assertThat(summary.withoutHotKeys()).isEqualTo(new CleanSummary(MONDAY, 23, 0, 24, 0));
  }

  /** Events of a day whose intervals grow with the power; even ones for the power 1. */
  private static String[] lines(String name, int events, int power) {
    return IntStream.range(0, events)
        .mapToObj(
            i ->
                TestEvent.view(
                        name,
                        name + i,
                        Instant.parse(AT_TEN)
                            .plusSeconds(60L * (long) Math.pow(i, power))
                            .toString())
                    .line())
        .toArray(String[]::new);
  }

  private static String[] busyLines() {
    return IntStream.range(0, 11)
        .mapToObj(i -> TestEvent.view("busy", "busy" + i, AT_TEN).line())
        .toArray(String[]::new);
  }

  private static TestEvent rated(String item, String rating) {
    return TestEvent.view("eve", item, AT_TEN)
        .with("event", "Item Rated")
        .at("/properties/rating", rating);
  }

  private static String login(String anonymousId, String userId, String moment) {
    return TestEvent.of("identify", moment)
        .with("userId", userId)
        .with("anonymousId", anonymousId)
        .line();
  }

  private static Dataset<Row> interactions(String items) {
    return lake.lake().read(Interactions.TABLE).where(col(Interactions.ITEM_ID).startsWith(items));
  }

  private static Map<String, Double> strengths(String items) {
    Map<String, Double> strengths = new TreeMap<>();
    interactions(items)
        .collectAsList()
        .forEach(
            row ->
                strengths.put(row.getAs(Interactions.ITEM_ID), row.getAs(Interactions.STRENGTH)));
    return strengths;
  }

  private static String pseudonym(String rawId) {
    return new Pseudonymizer(TestNight.SECRET.getBytes(StandardCharsets.UTF_8)).pseudonym(rawId);
  }
}

package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.tables.RunAccounting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Four nights with repeats, late lines, robots, refusals and joins that reach back, run again, and
 * in one pass. What a night says of itself (accounting, features) says what was known when it last
 * ran, so of those tables the last night's rows are compared.
 */
class RerunsIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final int NIGHTS = 4;
  private static final String[] SETTINGS = {
    "etl.bot_events_per_day",
    "12",
    "etl.bot_regular_events",
    "10",
    "etl.cap_user_day",
    "5",
    "etl.dedup_days",
    "2",
    "etl.identity_days",
    "6"
  };
  private static TestLake lake;
  private static Map<String, String> inOrder;

  @BeforeAll
  static void runInOrder() {
    lake = TestLake.create();
    landFourDays(lake);
    // Of the first nights, what later ones ask of them.
    List.of(0, 1).forEach(night -> TestNight.clean(lake.lake(), MONDAY.plusDays(night), SETTINGS));
    run(lake, List.of(2, 3));
    inOrder = digests(lake);
  }

  @AfterAll
  static void deleteLake() {
    lake.close();
  }

  @Test
  void endsEqualWhenTheNightBeforeTheLastAndTheLastAreRunAgain() {
    run(lake, List.of(2, 3));
    assertThat(digests(lake)).isEqualTo(inOrder);
  }

  @Test
  void decidesInOnePassAsNightByNightAndAsTheRulesSay() {
    try (TestLake other = TestLake.create()) {
      landFourDays(other);
      run(other, List.of(3));
      Map<String, String> silver = new TreeMap<>(inOrder);
      silver.keySet().removeIf(name -> !name.startsWith("silver."));
      assertThat(digests(other)).containsAllEntriesOf(silver);
      assertThat(outcomes(other))
          .isEqualTo(
              "[[accepted,,19], [duplicate,,2], [late,,2], [quarantined,json.malformed,1],"
                  + " [suppressed,bot.rate,13], [suppressed,bot.regular,10],"
                  + " [suppressed,cap.user_day,2], [suppressed,consent.refused,1]]");
    }
  }

  private static String outcomes(TestLake of) {
    return of.lake()
        .spark()
        .sql(
            "SELECT outcome, rule, sum(lines) n FROM delta.`"
                + of.lake().path(RunAccounting.TABLE)
                + "` WHERE feed = 'events' GROUP BY ALL ORDER BY ALL")
        .collectAsList()
        .toString();
  }

  private static void landFourDays(TestLake to) {
    TestEvent repeated = TestEvent.view("ann", "i1", at(0, 23, 30));
    land(
        to,
        0,
        repeated.line(),
        guest("tab", "i2", at(0, 12, 0)),
        guest("phone", "i3", at(0, 13, 0)),
        TestEvent.view("cid", "i4", at(0, 9, 0)).line());
    List<String> tuesday = new ArrayList<>(List.of(repeated.line(), "not json"));
    IntStream.range(0, 13)
        .forEach(i -> tuesday.add(TestEvent.view("bot", "r" + i, at(1, 5, i * i % 60)).line()));
    IntStream.range(0, 10)
        .forEach(i -> tuesday.add(TestEvent.view("clock", "e" + i, at(1, 6, 5 * i)).line()));
    IntStream.range(0, 7)
        .forEach(i -> tuesday.add(TestEvent.view("keen", "k" + i, at(1, 7, i * i)).line()));
    land(to, 1, tuesday.toArray(String[]::new));
    land(
        to,
        2,
        repeated.line(),
        TestEvent.view("ann", "i5", at(1, 23, 50)).line(),
        TestEvent.view("ann", "i6", at(2, 0, 10)).line(),
        TestEvent.view("dee", "i1", at(2, 8, 0)).line(),
        TestEvent.view("dee", "i2", at(2, 9, 0)).consent(false).line(),
        guest("tab", "i6", at(2, 12, 0)),
        alias("tab", "phone", at(2, 14, 0)),
        guest("kiosk", "i7", at(2, 11, 0)),
        login("kiosk", "ann", at(2, 12, 0)));
    land(
        to,
        3,
        repeated.line(),
        TestEvent.view("eve", "old", at(0, 9, 0)).line(),
        login("phone", "bob", at(3, 10, 0)),
        login("kiosk", "bob", at(3, 10, 30)),
        guest("tab", "i8", at(3, 11, 0)));
    landItems(to);
  }

  private static void landItems(TestLake to) {
    to.writeLines(
        "landing/items/dt=" + MONDAY + "/items.jsonl",
        "{\"item_id\":\"i1\",\"title\":\"One\",\"categories\":[\"c\"],\"price\":2.5}",
        "{\"item_id\":\"i2\",\"title\":\"Two\"}");
  }

  private static void land(TestLake to, int day, String... lines) {
    to.writeLines("landing/events/dt=" + MONDAY.plusDays(day) + "/a.jsonl", lines);
  }

  private static String guest(String anonymousId, String item, String moment) {
    return TestEvent.view("-", item, moment)
        .guest(anonymousId)
        .with("messageId", anonymousId + moment)
        .line();
  }

  private static String login(String anonymousId, String userId, String moment) {
    return TestEvent.of("identify", moment)
        .with("userId", userId)
        .with("anonymousId", anonymousId)
        .line();
  }

  private static String alias(String previousId, String userId, String moment) {
    return TestEvent.of("alias", moment)
        .with("userId", userId)
        .with("previousId", previousId)
        .line();
  }

  private static String at(int day, int hour, int minute) {
    return String.format("%sT%02d:%02d:00Z", MONDAY.plusDays(day), hour, minute);
  }

  /** Features of the last night alone are compared, and no later night reads those of another. */
  private static void run(TestLake on, List<Integer> nights) {
    for (int night : nights) {
      LocalDate runDate = MONDAY.plusDays(night);
      if (night == NIGHTS - 1) {
        TestNight.run(on.lake(), runDate, SETTINGS);
      } else {
        TestNight.facts(on.lake(), runDate, SETTINGS);
      }
    }
  }

  private static Map<String, String> digests(TestLake of) {
    return NightDigests.of(of.lake(), MONDAY.plusDays(NIGHTS - 1));
  }
}

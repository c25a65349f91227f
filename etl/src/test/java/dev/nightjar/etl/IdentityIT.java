package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.IdentityStream;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Sessions;
import dev.nightjar.etl.tables.Users;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Joins that arrive nights after the events they join. */
@ExtendWith(SparkSessionExtension.class)
class IdentityIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  @Test
  void reachesBackOverOlderNightsAndTakesItBack(TestLake lake) {
    land(
        lake,
        0,
        guest("first", "a", 0),
        guest("second", "b", 0),
        TestEvent.view("ann", "c", at(0)).line());
    run(lake, 0);
    assertThat(owners(lake)).isEqualTo(Map.of("a", "first", "b", "second", "c", "ann"));

    land(lake, 6, alias("first", "second", 6), TestEvent.view("ann", "d", at(6)).line());
    run(lake, 6);
    assertThat(owners(lake))
        .isEqualTo(Map.of("a", "second", "b", "second", "c", "ann", "d", "ann"));

    land(lake, 8, login("second", "ann", 8));
    run(lake, 8);
    assertThat(owners(lake)).isEqualTo(Map.of("a", "ann", "b", "ann", "c", "ann", "d", "ann"));
    assertThat(lake.lake().read(Users.TABLE).count()).isEqualTo(1);
    assertThat(lake.lake().read(Sessions.TABLE).where(col(Sessions.GUEST)).count()).isZero();
    assertThat(lake.lake().read(Sessions.TABLE).count()).isEqualTo(2);

    land(lake, 10, login("second", "bob", 10));
    run(lake, 10);
    assertThat(owners(lake)).isEqualTo(Map.of("a", "first", "b", "second", "c", "ann", "d", "ann"));
    assertThat(lake.lake().read(Users.TABLE).count()).isEqualTo(4);
    assertThat(lake.lake().read(Sessions.TABLE).where(col(Sessions.GUEST)).count()).isEqualTo(2);
  }

  @Test
  void reachesNoFartherThanTheSetting(TestLake lake) {
    land(lake, 0, guest("tab", "a", 0));
    run(lake, 0, "etl.identity_days", "5");
    land(lake, 6, login("tab", "ann", 6));
    run(lake, 6, "etl.identity_days", "5");
    assertThat(owners(lake)).isEqualTo(Map.of("a", "tab"));
  }

  /** The same streams and the same expectation as of the live sessions. */
  @Test
  void followsTheRuleOverRandomStreams(TestLake lake) {
    List<IdentityStream> streams = LongStream.range(0, 300).mapToObj(IdentityStream::new).toList();
    land(lake, 0, streams.stream().flatMap(each -> each.lines().stream()).toArray(String[]::new));
    TestNight.clean(lake.lake(), MONDAY);

    Map<String, Set<String>> found = new HashMap<>();
    lake.lake()
        .read(Interactions.TABLE)
        .collectAsList()
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getAs(Interactions.PERSON_ID), person -> new TreeSet<>())
                    .add(row.getAs(Interactions.ITEM_ID)));
    assertThat(Set.copyOf(found.values()))
        .isEqualTo(
            streams.stream()
                .flatMap(each -> each.items().values().stream())
                .filter(items -> !items.isEmpty())
                .collect(Collectors.toSet()));
  }

  private static void land(TestLake lake, int day, String... lines) {
    lake.writeLines("landing/events/dt=" + MONDAY.plusDays(day) + "/a.jsonl", lines);
  }

  private static void run(TestLake lake, int day, String... settings) {
    TestNight.clean(lake.lake(), MONDAY.plusDays(day), settings);
    SessionizeJob.run(
        new NightContext(lake.lake(), TestNight.settings(settings), MONDAY.plusDays(day)));
  }

  private static String guest(String anonymousId, String item, int day) {
    return TestEvent.view("-", item, at(day)).guest(anonymousId).line();
  }

  private static String login(String anonymousId, String userId, int day) {
    return TestEvent.of("identify", at(day))
        .with("userId", userId)
        .with("anonymousId", anonymousId)
        .line();
  }

  private static String alias(String previousId, String userId, int day) {
    return TestEvent.of("alias", at(day))
        .with("userId", userId)
        .with("previousId", previousId)
        .line();
  }

  private static String at(int day) {
    return MONDAY.plusDays(day) + "T10:00:00Z";
  }

  private static Map<String, String> owners(TestLake lake) {
    Pseudonymizer pseudonyms = new Pseudonymizer(TestNight.SECRET.getBytes(StandardCharsets.UTF_8));
    Map<String, String> names = new TreeMap<>();
    for (String name : new String[] {"ann", "bob", "first", "second", "tab"}) {
      names.put(pseudonyms.pseudonym(name), name);
    }
    Map<String, String> owners = new TreeMap<>();
    lake.lake()
        .read(Interactions.TABLE)
        .collectAsList()
        .forEach(
            row ->
                owners.put(
                    row.getAs(Interactions.ITEM_ID),
                    names.get(row.<String>getAs(Interactions.PERSON_ID))));
    return owners;
  }
}

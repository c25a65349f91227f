package dev.nightjar.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.EventNames;
import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which of the answers that a night took can be asked for again, and why others cannot. */
class ServedAnswersIT {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String TEN = "2026-01-05T10:00:00Z";
  private static final String PLAIN =
      "\"snapshot\":\"20260104-1\",\"wanted\":3,\"include_seen\":true,\"settings\":\"aa\"";

  private static TestLake lake;

  @BeforeAll
  static void takeOneNight() {
    lake = TestLake.create();
    List<String> lines = new ArrayList<>();
    lines.add(served("ann", "whole", PLAIN, items(1, "a", "b")).line());
    // Part of an answer that was too long for one event, and the same line twice.
    lines.add(served("ann", "long", PLAIN, items(1, "a", "b")).line());
    lines.add(served("ann", "long", PLAIN, items(3, "c")).with("messageId", "long-1").line());
    lines.add(served("ann", "whole", PLAIN, items(1, "a", "b")).line());
    lines.add(served("bob", "gap", PLAIN, items(1, "a")).line());
    lines.add(served("bob", "gap", PLAIN, items(3, "c")).with("messageId", "gap-1").line());
    lines.add(served("bob", "live", PLAIN + ",\"depends_on\":\"session\"", items(1, "a")).line());
    lines.add(served("bob", "old", "\"snapshot\":\"20260104-1\"", items(1, "a")).line());
    lines.add(
        served("bob", "odd", PLAIN.replace("\"wanted\":3", "\"wanted\":\"x\""), items(1, "a"))
            .line());
    lines.add(served("bob", "other", PLAIN.replace("aa", "bb"), items(1, "a")).line());
    lines.add(served("eve", "refused", PLAIN, items(1, "a")).consent(false).line());
    // What an app shows is no answer of the server.
    lines.add(
        served("ann", "shown", PLAIN, items(1, "a")).with("event", "Recommendations Shown").line());
    lake.writeLines("landing/events/dt=2026-01-05/e.jsonl", lines.toArray(String[]::new));
    TestNight.clean(lake.lake(), MONDAY);
  }

  @AfterAll
  static void delete() {
    lake.close();
  }

  @Test
  void samplesWhatStandsAndCountsWhatDoesNotByReason() {
    Tally tally = new Tally();
    Map<String, List<ServedAnswer>> sample = sample(MONDAY, 10, tally);
    assertThat(sample).containsOnlyKeys("20260104-1");
    assertThat(sample.get("20260104-1"))
        .containsExactlyInAnyOrder(
            answer("whole", List.of("a", "b")), answer("long", List.of("a", "b", "c")));
    assertThat(tally.reasons("answers", "not_compared"))
        .isEqualTo(
            Map.of("session", 1L, "unsaid", 2L, "settings", 1L, "cleaned", 1L, "incomplete", 1L));
  }

  @Test
  void theSampleIsTheSameEveryTimeAndNoLargerThanItMayBe() {
    Tally tally = new Tally();
    Map<String, List<ServedAnswer>> one = sample(MONDAY, 1, tally);
    assertThat(one.values().stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(1);
    assertThat(tally.reasons("answers", "not_compared")).containsEntry("beyond_sample", 2L);
    assertThat(sample(MONDAY, 1, new Tally())).isEqualTo(one);
  }

  @Test
  void anotherNightTookNoneOfThem() {
    Tally tally = new Tally();
    assertThat(sample(MONDAY.plusDays(1), 10, tally)).isEmpty();
    assertThat(tally.rows(MONDAY)).isEmpty();
  }

  private static Map<String, List<ServedAnswer>> sample(LocalDate night, int most, Tally tally) {
    return new ServedAnswers(
            lake.lake().read(Events.TABLE), lake.lake().read(Exposures.TABLE), night)
        .sample("aa", most, tally);
  }

  private static ServedAnswer answer(String id, List<String> items) {
    String ann =
        new Pseudonymizer(TestNight.SECRET.getBytes(StandardCharsets.UTF_8)).pseudonym("ann");
    return new ServedAnswer(
        id,
        "20260104-1",
        new ServedAnswer.Person(ann, null),
        Instant.parse(TEN),
        new ServedAnswer.Asked(3, true),
        items);
  }

  private static TestEvent served(String userId, String id, String properties, String items) {
    return TestEvent.view(userId, "x", TEN)
        .with("event", EventNames.RECOMMENDATIONS_SERVED)
        .with("messageId", id + "-0")
        .at(
            "/properties",
            "{\"recommendation_id\":\"" + id + "\"," + properties + ",\"items\":" + items + "}");
  }

  private static String items(int first, String... ids) {
    int[] position = {first};
    return Stream.of(ids)
        .map(id -> "{\"item_id\":\"" + id + "\",\"position\":" + position[0]++ + "}")
        .toList()
        .toString();
  }
}

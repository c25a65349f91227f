package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.training.TemporalSplit.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class SplitChoiceIT {
  private static final Instant TEST = Instant.parse("2026-03-01T00:00:00Z");

  private final SparkSession spark;

  SplitChoiceIT(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Two who were back in the last days, one who was back three weeks ago, one who only came then.
   */
  private final Rows rows =
      new Rows()
          .add("a", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("a", "i", "view", 1, "2026-02-27T00:00:00Z")
          .add("b", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("b", "i", "view", 1, "2026-02-27T00:00:00Z")
          .add("c", "i", "view", 1, "2026-01-10T00:00:00Z")
          .add("c", "i", "return", -1, "2026-02-27T00:00:00Z")
          .add("c", "i", "view", 1, "2026-02-09T00:00:00Z")
          .add("new", "i", "view", 1, "2026-02-26T00:00:00Z")
          .add("new", "i", "view", 1, "2026-03-02T00:00:00Z");

  @Test
  void isAsShortAsHoldsPersonsEnough() {
    assertThat(daysFor(30, 1)).isEqualTo(14);
    assertThat(daysFor(30, 2)).isEqualTo(14);
    assertThat(daysFor(30, 3)).isEqualTo(21);
  }

  @Test
  void isAsLongAsAllowedWhenNoShorterOneHoldsThem() {
    assertThat(daysFor(30, 4)).isEqualTo(30);
    assertThat(daysFor(14, 1)).isEqualTo(14);
    assertThat(daysFor(3, 1)).isEqualTo(3);
  }

  /** Two who rated eleven things in one sitting each, years ago; nobody in the test period. */
  private final Rows sittings = sittings();

  private static Rows sittings() {
    Rows rows = new Rows();
    for (String person : List.of("a", "b")) {
      for (int i = 10; i < 21; i++) {
        rows.add(person, "i" + i, "rating", 1, "2020-01-01T10:00:" + i + "Z");
      }
    }
    return rows.add("a", "x", "rating", -1, "2020-01-01T10:00:30Z");
  }

  private TemporalSplit splitOfSittings(Rows log, int minPersons, Optional<Instant> cutoff) {
    return SplitChoice.choose(
        log.on(spark),
        new TemporalSplit(TEST.minus(Duration.ofDays(30)), TEST, TEST.plus(Duration.ofDays(30))),
        new SplitRules(30, 30, 1000, minPersons, cutoff));
  }

  @Test
  void isByThePersonsOwnTimeWhereNobodyComesBack() {
    assertThat(splitOfSittings(sittings, 2, Optional.empty()).clock()).isEqualTo(Clock.PERSON);
  }

  @Test
  void isByTheCalendarWhereHistoriesAreFewOrACutoffIsNamedOrTheSettingsSaySo() {
    assertThat(splitOfSittings(sittings, 3, Optional.empty()).clock()).isEqualTo(Clock.CALENDAR);
    assertThat(splitOfSittings(sittings, 0, Optional.empty()).clock()).isEqualTo(Clock.CALENDAR);
    assertThat(splitOfSittings(sittings, 2, Optional.of(TEST)).clock()).isEqualTo(Clock.CALENDAR);
  }

  @Test
  void isByTheCalendarWherePersonsComeBackOrNewOnesDoMuch() {
    Rows back =
        sittings()
            .add("a", "i", "rating", 1, "2026-03-02T00:00:00Z")
            .add("b", "i", "rating", 1, "2026-03-02T00:00:00Z");
    Rows busy = sittings();
    for (String person : List.of("c", "d")) {
      busy.add(person, "i", "view", 1, "2026-03-02T00:00:00Z");
      busy.add(person, "j", "view", 1, "2026-03-02T00:00:10Z");
    }
    assertThat(splitOfSittings(back, 2, Optional.empty()).clock()).isEqualTo(Clock.CALENDAR);
    assertThat(splitOfSittings(busy, 2, Optional.empty()).clock()).isEqualTo(Clock.CALENDAR);
  }

  @Test
  void holdsBackEachPersonsLastFifthAndTheFifthBeforeIt() {
    TemporalSplit split = TemporalSplit.byPerson(TEST);
    Dataset<Row> log = sittings.on(spark);

    assertThat(itemsOfA(split.keepTraining(log, TrainingWindow.VALIDATION)))
        .containsExactly("i10", "i11", "i12", "i13", "i14", "i15");
    assertThat(itemsOfA(split.keepEvaluation(log, TrainingWindow.VALIDATION)))
        .containsExactly("i16", "i17");
    assertThat(itemsOfA(split.keepTraining(log, TrainingWindow.TEST)))
        .containsExactly("i10", "i11", "i12", "i13", "i14", "i15", "i16", "i17");
    assertThat(itemsOfA(split.keepEvaluation(log, TrainingWindow.TEST)))
        .containsExactly("i18", "i19", "i20", "x");
    assertThat(itemsOfA(split.keepTraining(log, TrainingWindow.LIVE))).hasSize(12);
    assertThat(
            split
                .keepTraining(log, TrainingWindow.TEST)
                .where("item_id in ('i17', 'i10')")
                .selectExpr(
                    "person_id || ' ' || item_id || ' ' || event_date || ' ' || occurred_at")
                .as(Encoders.STRING())
                .collectAsList())
        .as("ages count from everybody's newest moment")
        .containsExactlyInAnyOrder(
            "a i10 2026-02-28 2026-02-28 23:59:52.999999",
            "a i17 2026-02-28 2026-02-28 23:59:59.999999",
            "b i10 2026-02-28 2026-02-28 23:59:52.999999",
            "b i17 2026-02-28 2026-02-28 23:59:59.999999");
    assertThat(split.keepEvaluation(log, TrainingWindow.LIVE).count()).isZero();
  }

  private static List<String> itemsOfA(Dataset<Row> rows) {
    return rows
        .where("person_id = 'a'")
        .select("item_id")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  private long daysFor(int longest, int persons) {
    TemporalSplit split =
        SplitChoice.choose(
            rows.on(spark),
            new TemporalSplit(
                TEST.minus(Duration.ofDays(longest)), TEST, TEST.plus(Duration.ofDays(30))),
            new SplitRules(30, longest, persons, 0, Optional.empty()));
    assertThat(split.testCutoff()).isEqualTo(TEST);
    return Duration.between(split.validationCutoff(), TEST).toDays();
  }
}

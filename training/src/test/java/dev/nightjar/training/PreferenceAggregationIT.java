package dev.nightjar.training;

import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TableDigest;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.Preferences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class PreferenceAggregationIT {
  private static final Instant CUTOFF = Instant.parse("2026-02-01T00:00:00Z");
  private static final PreferenceRules RULES =
      new PreferenceRules(10, 0.1, 20, List.of("purchase"), List.of("dismiss"), 2);

  private final SparkSession spark;

  PreferenceAggregationIT(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void halvesTheStrengthOfAHalfLifeDownToTheFloor() {
    Row row =
        one(
            new Rows()
                .add("p", "i", "purchase", 8, "2026-01-22T00:00:00Z")
                .add("p", "i", "view", 1, "2026-02-01T00:00:00Z"));
    assertThat(number(row, Preferences.PREFERENCE)).isCloseTo(8 * 0.55 + 1, within(1e-9));
    assertThat(number(row, Preferences.OWN_SCORE)).isCloseTo(Math.pow(0.5, 0.5) + 1, within(1e-9));
    assertThat(row.<Long>getAs(Preferences.INTERACTIONS)).isEqualTo(2);
    assertThat(row.<Boolean>getAs(Preferences.SEEN)).isTrue();
  }

  @Test
  void keepsATasteOfPersonsAwayForYears() {
    Row row = one(new Rows().add("p", "i", "purchase", 8, "1996-01-22T00:00:00Z"));
    assertThat(number(row, Preferences.PREFERENCE)).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void neverMakesAnExampleOfAReturnedOrDismissedItem() {
    Dataset<Row> preferences =
        preferences(
            new Rows()
                .add("p", "returned", "purchase", 8, "2026-01-22T00:00:00Z")
                .add("p", "returned", "return", -8, "2026-01-23T00:00:00Z")
                .add("p", "dismissed", "purchase", 8, "2026-01-22T00:00:00Z")
                .add("p", "dismissed", "dismiss", -1, "2026-01-23T00:00:00Z")
                .add("p", "forgiven", "dismiss", -1, "2026-01-22T00:00:00Z")
                .add("p", "forgiven", "view", 2, "2026-01-23T00:00:00Z"));
    Map<String, Boolean> dismissed =
        preferences.collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs(Preferences.ITEM_ID),
                    row -> row.getAs(Preferences.DISMISSED)));
    assertThat(dismissed)
        .isEqualTo(Map.of("returned", false, "dismissed", true, "forgiven", false));
    assertThat(items(PreferenceAggregation.keepExamples(preferences, RULES)))
        .containsExactly("forgiven");
  }

  @Test
  void doesNotCountAViewAsSeen() {
    Row row = one(new Rows().add("p", "i", "view", 1, "2026-01-22T00:00:00Z"));
    assertThat(row.<Boolean>getAs(Preferences.SEEN)).isFalse();
  }

  @Test
  void trainsOnTheMostRecentItemsOfAHotPersonButRemembersAll() {
    Dataset<Row> preferences =
        preferences(
            new Rows()
                .add("p", "oldest", "view", 1, "2026-01-01T00:00:00Z")
                .add("p", "b", "view", 1, "2026-01-22T00:00:00Z")
                .add("p", "a", "view", 1, "2026-01-22T00:00:00Z")
                .add("p", "newest", "view", 1, "2026-01-23T00:00:00Z"));
    assertThat(preferences.count()).isEqualTo(4);
    assertThat(items(PreferenceAggregation.keepExamples(preferences, RULES)))
        .containsExactly("a", "newest");
  }

  @Test
  void letsNoRowOnOrAfterACutoffIntoItsWindow() {
    TemporalSplit split =
        new TemporalSplit(
            Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-20T00:00:00Z"), CUTOFF);
    Dataset<Row> rows =
        new Rows()
            .add("p", "before", "view", 1, "2026-01-09T23:59:59.999999Z")
            .add("p", "at-validation", "view", 1, "2026-01-10T00:00:00Z")
            .add("p", "in-validation", "view", 1, "2026-01-19T23:59:59.999999Z")
            .add("p", "at-test", "view", 1, "2026-01-20T00:00:00Z")
            .add("p", "in-test", "view", 1, "2026-01-31T23:59:59Z")
            .add("p", "after", "view", 1, "2026-02-01T00:00:00Z")
            .on(spark);
    String at = Interactions.OCCURRED_AT;
    assertThat(items(split.keepTraining(rows, TrainingWindow.VALIDATION)))
        .containsExactly("before");
    assertThat(items(split.keepEvaluation(rows, TrainingWindow.VALIDATION)))
        .containsExactly("at-validation", "in-validation");
    assertThat(items(split.keepTraining(rows, TrainingWindow.TEST)))
        .containsExactly("at-validation", "before", "in-validation");
    assertThat(items(split.keepEvaluation(rows, TrainingWindow.TEST)))
        .containsExactly("at-test", "in-test");
    assertThat(items(split.keepTraining(rows, TrainingWindow.LIVE)))
        .doesNotContain("after")
        .hasSize(5);
    assertThat(items(split.keepEvaluation(rows, TrainingWindow.LIVE))).isEmpty();
  }

  @Test
  void sumsToTheSameBitsInWhateverOrderAndFilesTheRowsCome() {
    Random random = new Random(7);
    Rows rows = new Rows();
    for (int i = 0; i < 400; i++) {
      Instant at = CUTOFF.minusSeconds(random.nextInt(30 * 86_400));
      rows.add("p", "i" + i % 3, "view", random.nextInt(8) + 1, at.toString());
    }
    Dataset<Row> all = rows.on(spark);
    String inOrder = digest(all.coalesce(1));
    for (int tasks = 2; tasks <= 5; tasks++) {
      Dataset<Row> shuffled = all.repartition(tasks).sortWithinPartitions(rand(tasks));
      assertThat(digest(shuffled)).isEqualTo(inOrder);
    }
  }

  private static String digest(Dataset<Row> interactions) {
    return TableDigest.of(PreferenceAggregation.perPersonItem(interactions, RULES, CUTOFF));
  }

  private Dataset<Row> preferences(Rows rows) {
    return PreferenceAggregation.perPersonItem(rows.on(spark), RULES, CUTOFF);
  }

  private Row one(Rows rows) {
    List<Row> all = preferences(rows).collectAsList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static double number(Row row, String column) {
    return row.<Double>getAs(column);
  }

  private static List<String> items(Dataset<Row> rows) {
    return rows.select(Preferences.ITEM_ID).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}

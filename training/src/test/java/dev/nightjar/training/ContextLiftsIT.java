package dev.nightjar.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ContextLiftsFile;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Eighty persons: game is met on phones, ten times at night and never by day; desk on desktops by
 * day; both on workdays. Toy was met once, on a phone at night, and is a game.
 */
@ExtendWith(SparkSessionExtension.class)
class ContextLiftsIT {
  private static final double SHRINKAGE = 10;

  private final SparkSession spark;

  ContextLiftsIT(SparkSession spark) {
    this.spark = spark;
  }

  private static Rows world() {
    Rows rows = new Rows();
    for (int person = 0; person < 40; person++) {
      String day = "2026-03-0" + (2 + person % 5);
      rows.add("p" + person, "game", "view", 1, day + "T02:00:00Z").from("mobile");
      // A second time in the same part of the day counts nothing.
      rows.add("p" + person, "game", "click", 2, day + "T03:00:00Z").from("mobile");
      rows.add("q" + person, "desk", "view", 1, day + "T12:30:00Z").from("desktop");
      rows.add("q" + person, "desk", "dismiss", -1, day + "T23:00:00Z").from("desktop");
    }
    return rows.add("q1", "toy", "view", 1, "2026-03-02T02:00:00Z").from("mobile");
  }

  private Map<String, Double> lifts(int maxValues, String zone) {
    return lifts(world(), maxValues, 1, zone);
  }

  private Map<String, Double> lifts(Rows rows, int maxValues, int least, String zone) {
    StructType named = new StructType().add(Items.ITEM_ID, DataTypes.StringType);
    Dataset<Row> items =
        spark
            .createDataFrame(
                List.of("game", "toy", "desk").stream().map(id -> RowFactory.create(id)).toList(),
                named)
            .withColumn(
                Items.CATEGORIES,
                org.apache
                    .spark
                    .sql
                    .functions
                    .when(col(Items.ITEM_ID).equalTo("desk"), array(lit("office")))
                    .otherwise(array(lit("games"))));
    Map<String, Double> lifts = new HashMap<>();
    ContextLifts.perCellItem(
            rows.on(spark), items, new ContextParams(SHRINKAGE, maxValues, least, ZoneId.of(zone)))
        .collectAsList()
        .forEach(
            row ->
                lifts.put(
                    row.getString(0) + "=" + row.getString(1) + " " + row.getString(2),
                    row.<Double>getAs(ContextLiftsFile.LIFT)));
    return lifts;
  }

  @Test
  void drawsThinItemsToTheirCategoriesAndThoseToNothing() {
    Map<String, Double> lifts = lifts(20, "UTC");
    // 81 person-days, 41 of them on phones: games 41 of 41, of which their share would be 20.8.
    double games = Math.log((41 + SHRINKAGE) / (41 * 41 / 81.0 + SHRINKAGE));
    double toy = (1 + SHRINKAGE * Math.exp(games)) / (41 / 81.0 + SHRINKAGE);
    assertThat(lifts.get("device=mobile toy")).isCloseTo(Math.log(toy), within(1e-5));
    assertThat(lifts.get("device=mobile game")).isGreaterThan(games);
    assertThat(lifts.get("device=mobile desk")).isNegative();
    assertThat(lifts.get("device=desktop desk")).isPositive();
    assertThat(lifts.get("daypart=night game")).isPositive();
    assertThat(lifts.get("daypart=afternoon desk")).isPositive();
    assertThat(lifts.get("week=workday game")).as("all is on workdays").isZero();
    assertThat(lifts).doesNotContainKey("week=weekend game");
  }

  /** A phone's system is one of two; desk is met on one of them, game on the other. */
  private static Rows phones() {
    Rows rows = new Rows();
    for (int person = 0; person < 40; person++) {
      boolean apple = person % 2 == 0;
      rows.add("p" + person, apple ? "desk" : "game", "view", 1, "2026-03-02T02:00:00Z")
          .from("mobile")
          .with(Interactions.OS, apple ? "ios" : "android")
          .with(Interactions.BROWSER, apple ? "safari" : "chrome")
          .with(Interactions.COUNTRY, apple ? "AT" : "CH")
          .with(Interactions.LANGUAGE, "de")
          .with(Interactions.REFERRER, apple ? "search.example" : "news.example")
          .with(Interactions.CONTEXT, List.of(RowFactory.create("store", apple ? "1" : "2")));
      rows.add("q" + person, "toy", "view", 1, "2026-03-02T12:00:00Z")
          .from("desktop")
          .with(Interactions.OS, "windows")
          .with(Interactions.LANGUAGE, "en");
    }
    return rows;
  }

  @Test
  void tellsEachValueByItselfAndWhatItSaysBeyondTheOthers() {
    Map<String, Double> lifts = lifts(phones(), 20, 1, "UTC");
    List<String> cells =
        List.of(
            "os=ios", "os|=ios", "browser=safari", "referrer=search.example", "context.store=1");
    for (String cell : cells) {
      assertThat(lifts.get(cell + " desk")).as(cell).isPositive();
      assertThat(lifts.get(cell + " game")).as(cell).isNegative();
    }
    assertThat(lifts.get("language=de desk")).isPositive();
    assertThat(lifts.get("language=en toy")).isPositive();
    assertThat(lifts.get("device=desktop toy")).isPositive();
    assertThat(lifts.get("os=windows toy")).isEqualTo(lifts.get("device=desktop toy"));
    // Every desktop has the one system, every system the one browser, every country the language.
    assertThat(lifts.get("os|=windows toy")).isZero();
    assertThat(lifts.get("browser|=safari desk")).isZero();
    assertThat(lifts.get("language|=de desk")).isZero();
    assertThat(lifts.get("os|=ios desk")).as("20 where 10 would be").isEqualTo(lift(20, 10));
  }

  @Test
  void learnsNothingOfWhatFewCameWith() {
    Rows rows = phones().add("r", "desk", "view", 1, "2026-03-02T12:00:00Z").with("os", "haiku");
    assertThat(lifts(rows, 20, 2, "UTC").keySet())
        .contains("os=ios desk", "os|=ios desk")
        .noneMatch(cell -> cell.contains("haiku"));
    assertThat(lifts(phones(), 20, 41, "UTC").keySet())
        .as("forty persons each")
        .noneMatch(cell -> cell.startsWith("device"))
        .anyMatch(cell -> cell.startsWith("week=workday"));
  }

  private static double lift(double met, double expected) {
    // Desk is the only item of its category, so that it is drawn to its own lift.
    double category = (met + SHRINKAGE) / (expected + SHRINKAGE);
    double drawn = (met + SHRINKAGE * category) / (expected + SHRINKAGE);
    return Math.round(Math.log(drawn) * 1e6) / 1e6;
  }

  @Test
  void keepsTheMostFrequentValuesByTheClocksOfTheShop() {
    Map<String, Double> lifts = lifts(1, "Asia/Tokyo");
    assertThat(lifts.keySet())
        .contains("device=mobile game", "device=mobile desk")
        .noneMatch(cell -> cell.startsWith("device=desktop"));
    assertThat(lifts.get("daypart=morning game")).isPositive();
  }
}

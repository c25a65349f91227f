package dev.nightjar.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ContextLiftsFile;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
    StructType named = new StructType().add(Items.ITEM_ID, DataTypes.StringType);
    Dataset<Row> items =
        spark
            .createDataFrame(
                List.of("game", "toy", "desk").stream()
                    .map(id -> org.apache.spark.sql.RowFactory.create(id))
                    .toList(),
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
            world().on(spark), items, new ContextParams(SHRINKAGE, maxValues, ZoneId.of(zone)))
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

  @Test
  void keepsTheMostFrequentValuesByTheClocksOfTheShop() {
    Map<String, Double> lifts = lifts(1, "Asia/Tokyo");
    assertThat(lifts.keySet())
        .contains("device=mobile game", "device=mobile desk")
        .noneMatch(cell -> cell.startsWith("device=desktop"));
    assertThat(lifts.get("daypart=morning game")).isPositive();
  }
}

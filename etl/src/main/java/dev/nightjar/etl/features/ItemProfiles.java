package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.Items;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Features of items as of the end of a run date. */
public final class ItemProfiles {

  /** How many times the recent days the days are that they are held against. */
  private static final int PAST_WINDOWS = 4;

  private static final String PAST = "past_interactions";

  private static final List<String> SUMMED =
      List.of(
          ItemFeatures.INTERACTIONS,
          ItemFeatures.PURCHASES,
          ItemFeatures.VIEWS,
          ItemFeatures.CLICKS,
          ItemFeatures.LIKES,
          ItemFeatures.RETURNS,
          ItemFeatures.DISMISSALS,
          ItemFeatures.RECENT_INTERACTIONS,
          PAST);

  private ItemProfiles() {}

  /**
   * Rows of gold.item_features.
   *
   * @param items the catalogue as of the run date
   */
  public static Dataset<Row> perItem(
      Dataset<Row> interactions, Dataset<Row> items, FeatureRules rules, LocalDate runDate) {
    Dataset<Row> published = items.select(Items.ITEM_ID, Items.PUBLISHED_AT);
    Column[] others =
        Stream.concat(
                SUMMED.stream().map(name -> sum(name).as(name)),
                Stream.of(
                    count_if(col(ItemFeatures.PURCHASES).gt(0)).as(ItemFeatures.BUYERS),
                    min(ItemFeatures.FIRST_SEEN_AT).as(ItemFeatures.FIRST_SEEN_AT),
                    max(ItemFeatures.LAST_SEEN_AT).as(ItemFeatures.LAST_SEEN_AT)))
            .toArray(Column[]::new);
    return perItemAndPerson(AsOf.keepWindow(interactions, rules, runDate), rules, runDate)
        .groupBy(Interactions.ITEM_ID)
        .agg(count(lit(1)).as(ItemFeatures.PERSONS), others)
        .join(broadcast(published), new String[] {Items.ITEM_ID}, "left")
        .withColumn(ItemFeatures.RUN_DATE, lit(runDate))
        .withColumn(ItemFeatures.AGE_DAYS, age(runDate))
        .withColumn(ItemFeatures.RETURN_RATE, returnRate())
        .withColumn(
            ItemFeatures.CONVERSION, col(ItemFeatures.BUYERS).divide(col(ItemFeatures.PERSONS)))
        .withColumn(ItemFeatures.TREND, trend())
        .drop(PAST, Items.PUBLISHED_AT);
  }

  private static Dataset<Row> perItemAndPerson(
      Dataset<Row> interactions, FeatureRules rules, LocalDate runDate) {
    LocalDate recentFrom = runDate.minusDays(rules.trendDays() - 1L);
    LocalDate pastFrom = recentFrom.minusDays((long) PAST_WINDOWS * rules.trendDays());
    Column day = col(Interactions.EVENT_DATE);
    return interactions
        .groupBy(Interactions.ITEM_ID, Interactions.PERSON_ID)
        .agg(
            count(lit(1)).as(ItemFeatures.INTERACTIONS),
            Kinds.count(Interactions.PURCHASE).as(ItemFeatures.PURCHASES),
            Kinds.count(Interactions.VIEW).as(ItemFeatures.VIEWS),
            Kinds.count(Interactions.CLICK).as(ItemFeatures.CLICKS),
            Kinds.count(Interactions.LIKE).as(ItemFeatures.LIKES),
            Kinds.count(Interactions.RETURN).as(ItemFeatures.RETURNS),
            Kinds.count(Interactions.DISMISS).as(ItemFeatures.DISMISSALS),
            count_if(day.geq(recentFrom)).as(ItemFeatures.RECENT_INTERACTIONS),
            count_if(day.lt(recentFrom).and(day.geq(pastFrom))).as(PAST),
            min(Interactions.OCCURRED_AT).as(ItemFeatures.FIRST_SEEN_AT),
            max(Interactions.OCCURRED_AT).as(ItemFeatures.LAST_SEEN_AT));
  }

  /**
   * Days from publication, or from the first interaction if that was earlier or nothing is said.
   */
  private static Column age(LocalDate runDate) {
    return greatest(
        AsOf.daysUntilEnd(
            coalesce(col(Items.PUBLISHED_AT), col(ItemFeatures.FIRST_SEEN_AT)), runDate),
        AsOf.daysUntilEnd(col(ItemFeatures.FIRST_SEEN_AT), runDate));
  }

  private static Column returnRate() {
    return when(
            col(ItemFeatures.PURCHASES).gt(0),
            col(ItemFeatures.RETURNS).divide(col(ItemFeatures.PURCHASES)))
        .otherwise(0.0);
  }

  /** The one interaction more keeps an item with few of them from shooting up by chance. */
  private static Column trend() {
    return col(ItemFeatures.RECENT_INTERACTIONS)
        .plus(1)
        .divide(col(PAST).divide(lit((double) PAST_WINDOWS)).plus(1));
  }
}

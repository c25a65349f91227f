package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.mode;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.UserFeatures;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Features of persons as of the end of a run date. */
public final class UserProfiles {

  private static final String FIRST_DAY = "first_day";
  private static final String LAST_DAY = "last_day";
  private static final String PRICES = "price_quartiles";
  private static final int MAX_CATEGORIES = 10;
  private static final int MAX_DEVICES = 5;

  private UserProfiles() {}

  /**
   * Rows of gold.user_features.
   *
   * @param items the catalogue as of the run date
   */
  public static Dataset<Row> perUser(
      Dataset<Row> interactions, Dataset<Row> items, FeatureRules rules, LocalDate runDate) {
    Dataset<Row> catalogue = items.select(Items.ITEM_ID, Items.CATEGORIES, Items.PRICE);
    Dataset<Row> rows =
        AsOf.keepWindow(interactions, rules, runDate)
            .join(broadcast(catalogue), new String[] {Items.ITEM_ID}, "left");
    String[] person = {Interactions.PERSON_ID};
    return perUserCounts(rows, rules, runDate)
        .join(
            Shares.strongest(
                Shares.ofCategories(rows, rules.halfLifeDays(), runDate), MAX_CATEGORIES),
            person,
            "left")
        .join(Shares.strongest(Shares.ofDevices(rows), MAX_DEVICES), person, "left")
        .withColumn(UserFeatures.CATEGORY_AFFINITY, Shares.orNone(UserFeatures.CATEGORY_AFFINITY))
        .withColumn(UserFeatures.DEVICES, Shares.orNone(UserFeatures.DEVICES))
        .withColumn(UserFeatures.PRICE_LOW, get(col(PRICES), lit(0)))
        .withColumn(UserFeatures.PRICE_TYPICAL, get(col(PRICES), lit(1)))
        .withColumn(UserFeatures.PRICE_HIGH, get(col(PRICES), lit(2)))
        .withColumn(UserFeatures.DAYS_BETWEEN_VISITS, daysBetweenVisits())
        .withColumn(UserFeatures.RUN_DATE, lit(runDate))
        .drop(FIRST_DAY, LAST_DAY, PRICES);
  }

  private static Dataset<Row> perUserCounts(
      Dataset<Row> rows, FeatureRules rules, LocalDate runDate) {
    Column purchased = Kinds.is(Interactions.PURCHASE);
    return rows.groupBy(Interactions.PERSON_ID)
        .agg(
            count(lit(1)).as(UserFeatures.INTERACTIONS),
            different(col(Interactions.ITEM_ID)).as(UserFeatures.DISTINCT_ITEMS),
            different(col(Interactions.EVENT_DATE)).as(UserFeatures.ACTIVE_DAYS),
            different(when(purchased, col(Interactions.MESSAGE_ID))).as(UserFeatures.ORDERS),
            AsOf.daysUntilEnd(max(Interactions.OCCURRED_AT), runDate).as(UserFeatures.RECENCY_DAYS),
            AsOf.daysUntilEnd(max(when(purchased, col(Interactions.OCCURRED_AT))), runDate)
                .as(UserFeatures.PURCHASE_RECENCY_DAYS),
            min(Interactions.EVENT_DATE).as(FIRST_DAY),
            max(Interactions.EVENT_DATE).as(LAST_DAY),
            Money.total().as(UserFeatures.MONETARY_VALUE),
            mode(firstCategory(), true).as(UserFeatures.TOP_CATEGORY),
            mode(col(Interactions.DEVICE), true).as(UserFeatures.TOP_DEVICE),
            Kinds.count(Interactions.VIEW).as(UserFeatures.VIEWS),
            Kinds.count(Interactions.CLICK).as(UserFeatures.CLICKS),
            Kinds.count(Interactions.LIKE).as(UserFeatures.LIKES),
            Kinds.count(Interactions.PURCHASE).as(UserFeatures.PURCHASES),
            Kinds.count(Interactions.RETURN).as(UserFeatures.RETURNS),
            Kinds.count(Interactions.DISMISS).as(UserFeatures.DISMISSALS),
            daypart(0, rules).as(UserFeatures.NIGHT_SHARE),
            daypart(6, rules).as(UserFeatures.MORNING_SHARE),
            daypart(12, rules).as(UserFeatures.AFTERNOON_SHARE),
            daypart(18, rules).as(UserFeatures.EVENING_SHARE),
            percentile(price(), array(lit(0.25), lit(0.5), lit(0.75))).as(PRICES));
  }

  private static Column different(Column values) {
    return size(collect_set(values)).cast("long");
  }

  private static Column firstCategory() {
    return when(size(col(Items.CATEGORIES)).gt(0), col(Items.CATEGORIES).getItem(0));
  }

  /** Share of the interactions in the six hours from {@code from} on. */
  private static Column daypart(int from, FeatureRules rules) {
    Column hour = hour(from_utc_timestamp(col(Interactions.OCCURRED_AT), rules.zone().getId()));
    return count_if(hour.between(from, from + 5)).divide(count(lit(1)));
  }

  /** What one piece of an item that is liked costs: what was paid tells more than the list. */
  private static Column price() {
    Column pieces =
        when(col(Interactions.QUANTITY).gt(0), col(Interactions.QUANTITY)).otherwise(1.0);
    Column paid =
        when(
            Kinds.is(Interactions.PURCHASE).and(col(Interactions.VALUE).gt(0)),
            col(Interactions.VALUE).divide(pieces));
    return when(col(Interactions.STRENGTH).gt(0), coalesce(paid, col(Items.PRICE)));
  }

  private static Column daysBetweenVisits() {
    return when(
        col(UserFeatures.ACTIVE_DAYS).gt(1),
        date_diff(col(LAST_DAY), col(FIRST_DAY)).divide(col(UserFeatures.ACTIVE_DAYS).minus(1)));
  }
}

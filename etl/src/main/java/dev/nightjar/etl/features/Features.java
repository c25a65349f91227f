package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.mode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.etl.tables.UserFeatures;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Features of persons and items as of the end of a run date. */
public final class Features {

  private static final double MICROS_A_DAY = 86_400_000_000.0;
  private static final DataType MONEY = DataTypes.createDecimalType(28, 6);
  private static final String CATEGORY = "category";
  private static final String RETURNS = "returns";

  private Features() {}

  /** Rows of gold.user_features. */
  public static Dataset<Row> perUser(
      Dataset<Row> interactions, Dataset<Row> items, LocalDate runDate) {
    Dataset<Row> categories =
        items.select(
            col(Items.ITEM_ID),
            when(size(col(Items.CATEGORIES)).gt(0), col(Items.CATEGORIES).getItem(0)).as(CATEGORY));
    return interactions
        .join(broadcast(categories), new String[] {Items.ITEM_ID}, "left")
        .groupBy(Interactions.PERSON_ID)
        .agg(
            count(lit(1)).as(UserFeatures.INTERACTIONS),
            size(collect_set(Interactions.ITEM_ID)).cast("long").as(UserFeatures.DISTINCT_ITEMS),
            size(collect_set(Interactions.EVENT_DATE)).cast("long").as(UserFeatures.ACTIVE_DAYS),
            daysUntilEnd(max(Interactions.OCCURRED_AT), runDate).as(UserFeatures.RECENCY_DAYS),
            sum(money()).cast(DataTypes.DoubleType).as(UserFeatures.MONETARY_VALUE),
            mode(col(CATEGORY), true).as(UserFeatures.TOP_CATEGORY),
            mode(col(Interactions.DEVICE), true).as(UserFeatures.TOP_DEVICE))
        .withColumn(UserFeatures.RUN_DATE, lit(runDate));
  }

  /** Rows of gold.item_features. */
  public static Dataset<Row> perItem(
      Dataset<Row> interactions, Dataset<Row> items, LocalDate runDate) {
    Dataset<Row> published = items.select(Items.ITEM_ID, Items.PUBLISHED_AT);
    return perItemAndPerson(interactions)
        .groupBy(Interactions.ITEM_ID)
        .agg(
            sum(ItemFeatures.INTERACTIONS).as(ItemFeatures.INTERACTIONS),
            count(lit(1)).as(ItemFeatures.PERSONS),
            sum(ItemFeatures.PURCHASES).as(ItemFeatures.PURCHASES),
            sum(RETURNS).as(RETURNS),
            min(ItemFeatures.FIRST_SEEN_AT).as(ItemFeatures.FIRST_SEEN_AT),
            max(ItemFeatures.LAST_SEEN_AT).as(ItemFeatures.LAST_SEEN_AT))
        .join(broadcast(published), new String[] {Items.ITEM_ID}, "left")
        .select(
            lit(runDate).as(ItemFeatures.RUN_DATE),
            col(ItemFeatures.ITEM_ID),
            col(ItemFeatures.INTERACTIONS),
            col(ItemFeatures.PERSONS),
            col(ItemFeatures.PURCHASES),
            col(ItemFeatures.FIRST_SEEN_AT),
            col(ItemFeatures.LAST_SEEN_AT),
            age(runDate).as(ItemFeatures.AGE_DAYS),
            when(
                    col(ItemFeatures.PURCHASES).gt(0),
                    col(RETURNS).divide(col(ItemFeatures.PURCHASES)))
                .otherwise(0.0)
                .as(ItemFeatures.RETURN_RATE));
  }

  private static Dataset<Row> perItemAndPerson(Dataset<Row> interactions) {
    return interactions
        .groupBy(Interactions.ITEM_ID, Interactions.PERSON_ID)
        .agg(
            count(lit(1)).as(ItemFeatures.INTERACTIONS),
            count_if(is(Interactions.PURCHASE)).as(ItemFeatures.PURCHASES),
            count_if(is(Interactions.RETURN)).as(RETURNS),
            min(Interactions.OCCURRED_AT).as(ItemFeatures.FIRST_SEEN_AT),
            max(Interactions.OCCURRED_AT).as(ItemFeatures.LAST_SEEN_AT));
  }

  /**
   * Days from publication, or from the first interaction if that was earlier or nothing is said.
   */
  private static Column age(LocalDate runDate) {
    return greatest(
        daysUntilEnd(coalesce(col(Items.PUBLISHED_AT), col(ItemFeatures.FIRST_SEEN_AT)), runDate),
        daysUntilEnd(col(ItemFeatures.FIRST_SEEN_AT), runDate));
  }

  /**
   * Decimal, because a sum of doubles depends on the order of its rows, which no run of a night
   * promises. What no decimal of this size holds is no amount of money and counts as none.
   */
  private static Column money() {
    Column value = coalesce(col(Interactions.VALUE).try_cast(MONEY), lit(0).cast(MONEY));
    return when(is(Interactions.PURCHASE), value)
        .when(is(Interactions.RETURN), abs(value).unary_$minus())
        .otherwise(lit(0).cast(MONEY));
  }

  private static Column is(String interaction) {
    return col(Interactions.INTERACTION).equalTo(interaction);
  }

  private static Column daysUntilEnd(Column moment, LocalDate runDate) {
    long end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    return lit(end).minus(unix_micros(moment)).divide(MICROS_A_DAY);
  }
}

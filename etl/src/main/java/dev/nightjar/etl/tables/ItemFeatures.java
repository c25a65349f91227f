package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.item_features: one item as of the end of a run date. */
public final class ItemFeatures {
  public static final String RUN_DATE = "run_date";
  public static final String ITEM_ID = "item_id";
  public static final String INTERACTIONS = "interactions";
  public static final String PERSONS = "persons";
  public static final String PURCHASES = "purchases";
  public static final String FIRST_SEEN_AT = "first_seen_at";
  public static final String LAST_SEEN_AT = "last_seen_at";
  public static final String AGE_DAYS = "age_days";
  public static final String RETURN_RATE = "return_rate";
  public static final String VIEWS = "views";
  public static final String CLICKS = "clicks";
  public static final String LIKES = "likes";
  public static final String RETURNS = "returns";
  public static final String DISMISSALS = "dismissals";
  public static final String BUYERS = "buyers";
  public static final String CONVERSION = "conversion";
  public static final String RECENT_INTERACTIONS = "recent_interactions";
  public static final String TREND = "trend";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(ITEM_ID, DataTypes.StringType, "Item."),
          Columns.required(INTERACTIONS, DataTypes.LongType, "Interactions of any kind."),
          Columns.required(PERSONS, DataTypes.LongType, "Different persons."),
          Columns.required(PURCHASES, DataTypes.LongType, "Purchases."),
          Columns.required(FIRST_SEEN_AT, DataTypes.TimestampType, "First interaction (UTC)."),
          Columns.required(LAST_SEEN_AT, DataTypes.TimestampType, "Last interaction (UTC)."),
          Columns.required(
              AGE_DAYS,
              DataTypes.DoubleType,
              "Days from publication, else from the first interaction, to the end of the run date."),
          Columns.required(
              RETURN_RATE,
              DataTypes.DoubleType,
              "Returns divided by purchases, 0 without purchases."),
          Columns.required(VIEWS, DataTypes.LongType, "Views."),
          Columns.required(CLICKS, DataTypes.LongType, "Clicks."),
          Columns.required(LIKES, DataTypes.LongType, "Likes, additions to basket or wishlist."),
          Columns.required(RETURNS, DataTypes.LongType, "Returns."),
          Columns.required(DISMISSALS, DataTypes.LongType, "Dismissals."),
          Columns.required(BUYERS, DataTypes.LongType, "Different persons that purchased it."),
          Columns.required(CONVERSION, DataTypes.DoubleType, "Buyers divided by persons."),
          Columns.required(
              RECENT_INTERACTIONS,
              DataTypes.LongType,
              "Interactions of the newest days (etl.trend_days) up to the run date."),
          Columns.required(
              TREND,
              DataTypes.DoubleType,
              "Recent interactions a day by those a day in the four times as many days before,"
                  + " each with one interaction more: 1 is as before, 2 twice as many."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "item_features", SCHEMA, RUN_DATE)
          .rowIs("One item as of the run date.")
          .statisticsOn("Asked for by item", ITEM_ID)
          .inFilesOf(2_000_000, "One night's items: 2 million rows are some 90 MB");

  private ItemFeatures() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.user_features: one person as of the end of a run date. */
public final class UserFeatures {
  public static final String RUN_DATE = "run_date";
  public static final String PERSON_ID = "person_id";
  public static final String INTERACTIONS = "interactions";
  public static final String DISTINCT_ITEMS = "distinct_items";
  public static final String ACTIVE_DAYS = "active_days";
  public static final String RECENCY_DAYS = "recency_days";
  public static final String MONETARY_VALUE = "monetary_value";
  public static final String TOP_CATEGORY = "top_category";
  public static final String TOP_DEVICE = "top_device";
  public static final String VIEWS = "views";
  public static final String CLICKS = "clicks";
  public static final String LIKES = "likes";
  public static final String PURCHASES = "purchases";
  public static final String RETURNS = "returns";
  public static final String DISMISSALS = "dismissals";
  public static final String ORDERS = "orders";
  public static final String PURCHASE_RECENCY_DAYS = "purchase_recency_days";
  public static final String DAYS_BETWEEN_VISITS = "days_between_visits";
  public static final String CATEGORY_AFFINITY = "category_affinity";
  public static final String DEVICES = "devices";
  public static final String NIGHT_SHARE = "night_share";
  public static final String MORNING_SHARE = "morning_share";
  public static final String AFTERNOON_SHARE = "afternoon_share";
  public static final String EVENING_SHARE = "evening_share";
  public static final String PRICE_LOW = "price_low";
  public static final String PRICE_TYPICAL = "price_typical";
  public static final String PRICE_HIGH = "price_high";

  /** Fields of an entry of the arrays: what, and its share. */
  public static final String CATEGORY = "category";

  public static final String DEVICE = "device";
  public static final String SHARE = "share";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(INTERACTIONS, DataTypes.LongType, "Interactions of any kind."),
          Columns.required(DISTINCT_ITEMS, DataTypes.LongType, "Different items."),
          Columns.required(
              ACTIVE_DAYS, DataTypes.LongType, "Different UTC days with an interaction."),
          Columns.required(
              RECENCY_DAYS,
              DataTypes.DoubleType,
              "Days from the last interaction to the end of the run date."),
          Columns.required(
              MONETARY_VALUE,
              DataTypes.DoubleType,
              "Sum of value over purchases minus returns, added up to the sixth decimal."),
          Columns.optional(
              TOP_CATEGORY,
              DataTypes.StringType,
              "First category most often interacted with; null if no item has one."),
          Columns.optional(
              TOP_DEVICE, DataTypes.StringType, "Device most often used; null if never sent."),
          Columns.required(VIEWS, DataTypes.LongType, "Views."),
          Columns.required(CLICKS, DataTypes.LongType, "Clicks."),
          Columns.required(LIKES, DataTypes.LongType, "Likes, additions to basket or wishlist."),
          Columns.required(PURCHASES, DataTypes.LongType, "Items purchased, one an order line."),
          Columns.required(RETURNS, DataTypes.LongType, "Items returned."),
          Columns.required(DISMISSALS, DataTypes.LongType, "Items dismissed."),
          Columns.required(ORDERS, DataTypes.LongType, "Different purchase events."),
          Columns.optional(
              PURCHASE_RECENCY_DAYS,
              DataTypes.DoubleType,
              "Days from the last purchase to the end of the run date; null without one."),
          Columns.optional(
              DAYS_BETWEEN_VISITS,
              DataTypes.DoubleType,
              "Mean days from one active day to the next; null with one active day."),
          Columns.required(
              CATEGORY_AFFINITY,
              shares(CATEGORY),
              "At most ten categories, strongest first, with their share of the strength of all"
                  + " interactions; an interaction loses half its strength in a half-life."),
          Columns.required(
              DEVICES,
              shares(DEVICE),
              "At most five devices, most used first, with their share of the interactions that"
                  + " name one."),
          Columns.required(
              NIGHT_SHARE,
              DataTypes.DoubleType,
              "Share of interactions from 0 to 6 o'clock of the shop (etl.time_zone)."),
          Columns.required(
              MORNING_SHARE,
              DataTypes.DoubleType,
              "Share of interactions from 6 to 12 o'clock of the shop (etl.time_zone)."),
          Columns.required(
              AFTERNOON_SHARE,
              DataTypes.DoubleType,
              "Share of interactions from 12 to 18 o'clock of the shop (etl.time_zone)."),
          Columns.required(
              EVENING_SHARE,
              DataTypes.DoubleType,
              "Share of interactions from 18 to 24 o'clock of the shop (etl.time_zone)."),
          Columns.optional(
              PRICE_LOW,
              DataTypes.DoubleType,
              "First quartile of the prices of items positively interacted with: paid if"
                  + " purchased, else the catalogue's; null if none is known."),
          Columns.optional(
              PRICE_TYPICAL, DataTypes.DoubleType, "Median of those prices; null if none."),
          Columns.optional(
              PRICE_HIGH, DataTypes.DoubleType, "Third quartile of those prices; null if none."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "user_features", SCHEMA, RUN_DATE)
          .rowIs("One person who consents to analytics, as of the run date.")
          .statisticsOn("A night's persons are asked for by how active they are", RECENCY_DAYS)
          .inFilesOf(2_000_000, "One night's persons: 2 million rows are some 300 MB");

  private UserFeatures() {}

  private static DataType shares(String of) {
    return DataTypes.createArrayType(
        new StructType().add(of, DataTypes.StringType).add(SHARE, DataTypes.DoubleType));
  }
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
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
              TOP_DEVICE, DataTypes.StringType, "Device most often used; null if never sent."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "user_features", SCHEMA, RUN_DATE)
          .rowIs("One person as of the run date.");

  private UserFeatures() {}
}

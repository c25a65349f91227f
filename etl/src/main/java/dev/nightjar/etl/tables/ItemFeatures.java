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
              "Returns divided by purchases, 0 without purchases."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "item_features", SCHEMA, RUN_DATE).rowIs("One item as of the run date.");

  private ItemFeatures() {}
}

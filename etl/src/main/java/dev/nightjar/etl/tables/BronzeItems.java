package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * bronze.items: one catalogue record as landed, whole or partial, its texts cleaned: a null field
 * was not in the record.
 */
public final class BronzeItems {
  public static final String RUN_DATE = "run_date";
  public static final String LANDING_DATE = "landing_date";
  public static final String SOURCE = "source";
  public static final String LINE = "line";
  public static final String ITEM_ID = "item_id";
  public static final String TITLE = "title";
  public static final String CATEGORIES = "categories";
  public static final String TAGS = "tags";
  public static final String DESCRIPTION = "description";
  public static final String URL = "url";
  public static final String IMAGE_URL = "image_url";
  public static final String PRICE = "price";
  public static final String CURRENCY = "currency";
  public static final String PUBLISHED_AT = "published_at";
  public static final String AVAILABLE_FROM = "available_from";
  public static final String AVAILABLE_UNTIL = "available_until";
  public static final String AVAILABLE = "available";
  public static final String DELETED = "deleted";
  public static final String PROPERTIES = "properties";
  public static final String UPDATED_AT = "updated_at";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that took the line; partition."),
          Columns.required(
              LANDING_DATE, DataTypes.DateType, "Day of arrival (UTC): the dt of the landed file."),
          Columns.required(
              SOURCE, DataTypes.StringType, "Landed file, path relative to the lake root."),
          Columns.required(LINE, DataTypes.LongType, "Line number in the file, from 1."),
          Columns.required(ITEM_ID, DataTypes.StringType, "Id as the sender knows it."),
          Columns.optional(TITLE, DataTypes.StringType, "Title; null if unknown."),
          Columns.optional(
              CATEGORIES,
              DataTypes.createArrayType(DataTypes.StringType),
              "Categories, those of a path after the ones above them; null if unknown."),
          Columns.optional(
              TAGS, DataTypes.createArrayType(DataTypes.StringType), "Tags; null if unknown."),
          Columns.optional(DESCRIPTION, DataTypes.StringType, "Description; null if unknown."),
          Columns.optional(URL, DataTypes.StringType, "Page of the item; null if unknown."),
          Columns.optional(
              IMAGE_URL, DataTypes.StringType, "Picture of the item; null if unknown."),
          Columns.optional(PRICE, DataTypes.DoubleType, "Price in currency; null if unknown."),
          Columns.optional(CURRENCY, DataTypes.StringType, "ISO 4217 code; null if unknown."),
          Columns.optional(
              PUBLISHED_AT, DataTypes.TimestampType, "First publication (UTC); null if unknown."),
          Columns.optional(
              AVAILABLE_FROM, DataTypes.TimestampType, "Not offered before (UTC); null: no limit."),
          Columns.optional(
              AVAILABLE_UNTIL,
              DataTypes.TimestampType,
              "Not offered from then on (UTC); null: no limit."),
          Columns.optional(
              AVAILABLE, DataTypes.BooleanType, "Whether it can be offered; null: not said."),
          Columns.required(
              DELETED, DataTypes.BooleanType, "Whether the record takes the item down."),
          Columns.required(
              PROPERTIES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "What else the sender put into properties, or beside the known fields, as text."),
          Columns.optional(
              UPDATED_AT,
              DataTypes.TimestampType,
              "When the record became true (UTC), as the sender says; null: not said."));

  public static final LakeTable TABLE =
      LakeTable.of("bronze", "items", SCHEMA, RUN_DATE)
          .rowIs("A landed catalogue record, whole or partial.")
          .statisticsOn("Asked for by item and by the moment of a record", ITEM_ID, UPDATED_AT)
          .inFilesOf(1_000_000, "Descriptions are long: a million records are some 500 MB");

  private BronzeItems() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * silver.items: one item of the catalogue as of the end of the night: records merged field by
 * field, newest first.
 */
public final class Items {
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
  public static final String UPDATED_AT = "updated_at";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(ITEM_ID, DataTypes.StringType, "Id as the sender knows it."),
          Columns.optional(TITLE, DataTypes.StringType, "Title; null if unknown."),
          Columns.optional(
              CATEGORIES,
              DataTypes.createArrayType(DataTypes.StringType),
              "Categories, broadest first; null if unknown."),
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
          Columns.required(
              AVAILABLE,
              DataTypes.BooleanType,
              "Whether it can be offered at the end of the run date: flag, window and deletion applied."),
          Columns.required(
              UPDATED_AT,
              DataTypes.TimestampType,
              "Start of the arrival day of the newest record (UTC)."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "items", SCHEMA).rowIs("One item as of the night.");

  private Items() {}
}

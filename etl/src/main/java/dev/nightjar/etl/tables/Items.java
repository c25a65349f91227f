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
  public static final String AVAILABILITY = "availability";
  public static final String PROPERTIES = "properties";

  /** Fields of an entry of the availability's history. */
  public static final String VALID_FROM = "valid_from";

  public static final String VALID_UNTIL = "valid_until";
  public static final String WHY = "why";

  public static final String OFFERED = "offered";
  public static final String NOT_STARTED = "not_started";
  public static final String ENDED = "ended";
  public static final String SWITCHED_OFF = "switched_off";
  public static final String DELETED = "deleted";
  public static final String TAKEN_DOWN = "taken_down";

  public static final StructType SCHEMA =
      Columns.schema(
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
          Columns.required(
              AVAILABLE,
              DataTypes.BooleanType,
              "Whether it can be offered at the end of the run date: flag, window, deletion and"
                  + " whatever takedown there is, applied."),
          Columns.required(
              UPDATED_AT,
              DataTypes.TimestampType,
              "Moment of the newest record or takedown (UTC)."),
          Columns.required(
              AVAILABILITY,
              DataTypes.createArrayType(
                  new StructType()
                      .add(VALID_FROM, DataTypes.TimestampType)
                      .add(VALID_UNTIL, DataTypes.TimestampType)
                      .add(AVAILABLE, DataTypes.BooleanType)
                      .add(WHY, DataTypes.StringType)),
              "Its history without gaps from the first record on, as known at the end of the run"
                  + " date: valid_from to valid_until (null: open), whether offered, and why:"
                  + " offered, not_started, ended, switched_off, deleted or taken_down."),
          Columns.optional(
              PROPERTIES,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType),
              "What else the sender said of it, of each name the newest, as text; null: nothing."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "items", SCHEMA)
          .rowIs("One item as of the night.")
          .statisticsOn("Asked for by item and by the newest change", ITEM_ID, UPDATED_AT)
          .inFilesOf(1_000_000, "Read and rewritten whole, by as many tasks as there are files");

  private Items() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * silver.interactions: one person, one item, one moment: accepted events only, mapped by
 * conf/events.conf. Replaced by event_date, not physically partitioned.
 */
public final class Interactions {
  public static final String PERSON_ID = "person_id";
  public static final String ITEM_ID = "item_id";
  public static final String INTERACTION = "interaction";
  public static final String STRENGTH = "strength";
  public static final String VALUE = "value";
  public static final String QUANTITY = "quantity";
  public static final String RATING = "rating";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String EVENT_DATE = "event_date";
  public static final String SESSION_KEY = "session_key";
  public static final String DEVICE = "device";
  public static final String COUNTRY = "country";
  public static final String OS = "os";
  public static final String BROWSER = "browser";
  public static final String REFERRER = "referrer";
  public static final String LANGUAGE = "language";
  public static final String CONTEXT = "context";
  public static final String CONTEXT_NAME = "name";
  public static final String CONTEXT_VALUE = "value";
  public static final String GUEST = "guest";
  public static final String RECOMMENDATION_ID = "recommendation_id";
  public static final String MESSAGE_ID = "message_id";

  public static final String VIEW = "view";
  public static final String CLICK = "click";
  public static final String LIKE = "like";
  public static final String COMPLETE = "complete";
  public static final String PURCHASE = "purchase";
  public static final String RATED = "rating";
  public static final String DISMISS = "dismiss";
  public static final String RETURN = "return";

  /** A value of the context that has no column of its own. */
  public static final StructType CONTEXT_ENTRY =
      Columns.schema(
          Columns.required(CONTEXT_NAME, DataTypes.StringType, "Name within the context."),
          Columns.required(CONTEXT_VALUE, DataTypes.StringType, "Value, as text."));

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(ITEM_ID, DataTypes.StringType, "Item acted upon."),
          Columns.required(
              INTERACTION,
              DataTypes.StringType,
              "view, click, like, complete, purchase, rating, dismiss or return."),
          Columns.required(
              STRENGTH,
              DataTypes.DoubleType,
              "Signed weight from conf/events.conf; negative: never a positive preference."),
          Columns.optional(VALUE, DataTypes.DoubleType, "Money of this item; null if not sent."),
          Columns.optional(QUANTITY, DataTypes.DoubleType, "Pieces; null if not sent."),
          Columns.optional(
              RATING, DataTypes.DoubleType, "Rating as given; null unless the event rates."),
          Columns.required(OCCURRED_AT, DataTypes.TimestampType, "When it happened (UTC)."),
          Columns.required(
              EVENT_DATE, DataTypes.DateType, "UTC day of occurred_at; the unit of replacement."),
          Columns.optional(
              SESSION_KEY,
              DataTypes.StringType,
              "Pseudonym of the session as sent; null if not sent."),
          Columns.optional(DEVICE, DataTypes.StringType, "Device type; null if not sent."),
          Columns.optional(COUNTRY, DataTypes.StringType, "Two-letter country; null if not sent."),
          Columns.optional(OS, DataTypes.StringType, "System without version; null if unknown."),
          Columns.optional(
              BROWSER, DataTypes.StringType, "Browser without version; null if unknown."),
          Columns.optional(
              REFERRER, DataTypes.StringType, "Host of the page before; null if unknown."),
          Columns.optional(
              LANGUAGE, DataTypes.StringType, "Language, two or three letters; null if unknown."),
          Columns.optional(
              CONTEXT,
              DataTypes.createArrayType(CONTEXT_ENTRY),
              "Values of the event's context that etl.context_values names, in its order; null if"
                  + " none was sent."),
          Columns.required(
              GUEST, DataTypes.BooleanType, "True while no user id is known for the person."),
          Columns.optional(
              RECOMMENDATION_ID, DataTypes.StringType, "Answer that led to it; null if none."),
          Columns.required(MESSAGE_ID, DataTypes.StringType, "De-duplication key of the event."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "interactions", SCHEMA)
          .rowIs("One person, one item, one moment.")
          .statisticsOn(
              "Nights replace days, training reads up to a moment", EVENT_DATE, OCCURRED_AT)
          .inFilesOf(
              4_000_000,
              "A night rewrites the files that hold one of its days: 4 million rows are some 300"
                  + " MB");

  private Interactions() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * silver.exposures: one item shown to one person at one position of one answer, told by the app
 * that showed it or by the server that answered with it; of one answer there may be both. Replaced
 * by event_date.
 */
public final class Exposures {
  public static final String PERSON_ID = "person_id";
  public static final String ITEM_ID = "item_id";
  public static final String POSITION = "position";
  public static final String RECOMMENDATION_ID = "recommendation_id";
  public static final String PROPENSITY = "propensity";
  public static final String SOURCE = "source";
  public static final String REPORTED_BY = "reported_by";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String EVENT_DATE = "event_date";
  public static final String SESSION_KEY = "session_key";
  public static final String DEVICE = "device";

  /** Of {@link #REPORTED_BY}: the app says that the person was shown it. */
  public static final String CLIENT = "client";

  /** Of {@link #REPORTED_BY}: the server answered with it; whether it was seen nobody says. */
  public static final String SERVER = "server";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(ITEM_ID, DataTypes.StringType, "Item shown."),
          Columns.required(POSITION, DataTypes.IntegerType, "Place in the list, from 1."),
          Columns.optional(
              RECOMMENDATION_ID, DataTypes.StringType, "Answer that was shown; null if not sent."),
          Columns.optional(
              PROPENSITY, DataTypes.DoubleType, "Chance of being shown, (0, 1]; null if unknown."),
          Columns.required(OCCURRED_AT, DataTypes.TimestampType, "When it was shown (UTC)."),
          Columns.required(
              EVENT_DATE, DataTypes.DateType, "UTC day of occurred_at; the unit of replacement."),
          Columns.optional(
              SESSION_KEY,
              DataTypes.StringType,
              "Pseudonym of the session as sent; null if not sent."),
          Columns.optional(DEVICE, DataTypes.StringType, "Device type; null if not sent."),
          Columns.optional(
              SOURCE,
              DataTypes.StringType,
              "Source of candidates that gave the item its place; null if not sent."),
          Columns.optional(
              REPORTED_BY,
              DataTypes.StringType,
              "client: the app says it was shown; server: the answer held it, seen or not; null: of"
                  + " a night before there was this column, client."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "exposures", SCHEMA)
          .rowIs(
              "One item shown to one person at one position of one answer, as app or server say.")
          .statisticsOn(
              "Nights replace days, evaluation reads up to a moment", EVENT_DATE, OCCURRED_AT)
          .inFilesOf(
              4_000_000,
              "A night rewrites the files that hold one of its days: 4 million rows are some 120 MB");

  private Exposures() {}
}

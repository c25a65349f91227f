package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * silver.sessions: one visit of one person: interactions without a pause longer than the session
 * gap. Belongs to the day of its start, replaced by event_date.
 */
public final class Sessions {
  public static final String SESSION_ID = "session_id";
  public static final String PERSON_ID = "person_id";
  public static final String STARTED_AT = "started_at";
  public static final String ENDED_AT = "ended_at";
  public static final String EVENT_DATE = "event_date";
  public static final String INTERACTIONS = "interactions";
  public static final String ITEMS = "items";
  public static final String DEVICE = "device";
  public static final String COUNTRY = "country";
  public static final String OS = "os";
  public static final String BROWSER = "browser";
  public static final String REFERRER = "referrer";
  public static final String LANGUAGE = "language";
  public static final String CONTEXT = "context";
  public static final String GUEST = "guest";
  public static final String DURATION_SECONDS = "duration_seconds";
  public static final String DEPTH = "depth";
  public static final String VALUE = "value";
  public static final String OUTCOME = "outcome";

  public static final String PURCHASED = "purchased";
  public static final String ENGAGED = "engaged";
  public static final String BROWSED = "browsed";
  public static final String BOUNCED = "bounced";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              SESSION_ID,
              DataTypes.StringType,
              "Hash of person and start: the same visit has the same id in every run."),
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(STARTED_AT, DataTypes.TimestampType, "First interaction (UTC)."),
          Columns.required(ENDED_AT, DataTypes.TimestampType, "Last interaction (UTC)."),
          Columns.required(
              EVENT_DATE, DataTypes.DateType, "UTC day of started_at; the unit of replacement."),
          Columns.required(INTERACTIONS, DataTypes.IntegerType, "Interactions of any kind."),
          Columns.required(
              ITEMS,
              DataTypes.createArrayType(DataTypes.StringType),
              "Items of positive interactions in the order of time, repeats kept."),
          Columns.optional(
              DEVICE,
              DataTypes.StringType,
              "Device of the first interaction that has one; null if none."),
          Columns.optional(
              COUNTRY,
              DataTypes.StringType,
              "Country of the first interaction that has one; null if none."),
          Columns.optional(
              OS,
              DataTypes.StringType,
              "System of the first interaction that has one; null if none."),
          Columns.optional(
              BROWSER,
              DataTypes.StringType,
              "Browser of the first interaction that has one; null if none."),
          Columns.optional(
              REFERRER,
              DataTypes.StringType,
              "Host of the page before the first interaction that has one; null if none."),
          Columns.optional(
              LANGUAGE,
              DataTypes.StringType,
              "Language of the first interaction that has one; null if none."),
          Columns.optional(
              CONTEXT,
              DataTypes.createArrayType(Interactions.CONTEXT_ENTRY),
              "Further values of the context of the first interaction that has any; null if none."),
          Columns.required(
              GUEST, DataTypes.BooleanType, "True while no user id is known for the person."),
          Columns.required(
              DURATION_SECONDS,
              DataTypes.DoubleType,
              "Seconds from the first to the last interaction."),
          Columns.required(DEPTH, DataTypes.IntegerType, "Different items."),
          Columns.required(
              VALUE, DataTypes.DoubleType, "Sum of value over purchases minus returns."),
          Columns.required(
              OUTCOME,
              DataTypes.StringType,
              "The most that came of it: purchased, engaged (a like, a completion or a good"
                  + " rating), browsed (several interactions) or bounced (one)."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "sessions", SCHEMA)
          .rowIs("One session of one person, as far as the last night knows it.")
          .statisticsOn("Nights replace days", EVENT_DATE)
          .inFilesOf(
              4_000_000,
              "A night rewrites the files that hold one of its days: 4 million rows are some 320"
                  + " MB");

  private Sessions() {}
}

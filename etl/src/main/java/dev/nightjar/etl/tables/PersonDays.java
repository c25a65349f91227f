package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * silver.person_days: what one pair of ids did on one day: who it is, how much counted and why the
 * rest did not. From it come silver.users and, on later nights, whose a guest's events are.
 * Replaced by event_date.
 */
public final class PersonDays {
  public static final String EVENT_DATE = "event_date";
  public static final String PERSON_ID = "person_id";
  public static final String GUEST = "guest";
  public static final String USER_KEY = "user_key";
  public static final String ANONYMOUS_KEY = "anonymous_key";
  public static final String PREVIOUS_KEY = "previous_key";
  public static final String EVENTS = "events";
  public static final String ACCEPTED = "accepted";
  public static final String SUPPRESSED = "suppressed";
  public static final String RULE = "rule";
  public static final String FIRST_SEEN_AT = "first_seen_at";
  public static final String LAST_SEEN_AT = "last_seen_at";
  public static final String CONSENT_PERSONALIZATION = "consent_personalization";
  public static final String CONSENT_ANALYTICS = "consent_analytics";
  public static final String CONSENT_MARKETING = "consent_marketing";
  public static final String PERSONALIZATION_DECIDED_AT = "personalization_decided_at";
  public static final String ANALYTICS_DECIDED_AT = "analytics_decided_at";
  public static final String MARKETING_DECIDED_AT = "marketing_decided_at";
  public static final String COUNTRY = "country";
  public static final String LOCALE = "locale";
  public static final String DEVICE = "device";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              EVENT_DATE, DataTypes.DateType, "UTC day of the events; the unit of replacement."),
          Columns.required(
              PERSON_ID, DataTypes.StringType, "Whose the events are: a user's or a guest's key."),
          Columns.required(
              GUEST, DataTypes.BooleanType, "True while no user id is known for the person."),
          Columns.optional(
              USER_KEY, DataTypes.StringType, "Pseudonym of userId; null: not logged in."),
          Columns.optional(
              ANONYMOUS_KEY, DataTypes.StringType, "Pseudonym of anonymousId; null if not sent."),
          Columns.optional(
              PREVIOUS_KEY,
              DataTypes.StringType,
              "Pseudonym of an alias's previousId; null: no alias."),
          Columns.required(EVENTS, DataTypes.LongType, "Events that were not late."),
          Columns.required(ACCEPTED, DataTypes.LongType, "Of them those that count."),
          Columns.required(
              SUPPRESSED,
              DataTypes.LongType,
              "Of them those that must not be used; the rest are duplicates."),
          Columns.optional(
              RULE,
              DataTypes.StringType,
              "Why events were suppressed, the first rule by name; null: none was."),
          Columns.optional(
              FIRST_SEEN_AT,
              DataTypes.TimestampType,
              "First event of a human (UTC); null: robots and repeats only."),
          Columns.optional(
              LAST_SEEN_AT,
              DataTypes.TimestampType,
              "Last event of a human (UTC); null: robots and repeats only."),
          Columns.optional(
              CONSENT_PERSONALIZATION,
              DataTypes.BooleanType,
              "Latest decision of the day; null: none was made."),
          Columns.optional(
              CONSENT_ANALYTICS,
              DataTypes.BooleanType,
              "Latest decision of the day; null: none was made."),
          Columns.optional(
              CONSENT_MARKETING,
              DataTypes.BooleanType,
              "Latest decision of the day; null: none was made."),
          Columns.optional(
              PERSONALIZATION_DECIDED_AT,
              DataTypes.TimestampType,
              "When that decision was made (UTC); null: none was made."),
          Columns.optional(
              ANALYTICS_DECIDED_AT,
              DataTypes.TimestampType,
              "When that decision was made (UTC); null: none was made."),
          Columns.optional(
              MARKETING_DECIDED_AT,
              DataTypes.TimestampType,
              "When that decision was made (UTC); null: none was made."),
          Columns.optional(
              COUNTRY, DataTypes.StringType, "Latest country of the day; null if not sent."),
          Columns.optional(
              LOCALE, DataTypes.StringType, "Latest locale of the day; null if not sent."),
          Columns.optional(
              DEVICE, DataTypes.StringType, "Latest device type of the day; null if not sent."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "person_days", SCHEMA)
          .rowIs("What one pair of ids did on one day, whose it is and what did not count.")
          .statisticsOn("A night reads the days within reach of a log-in", EVENT_DATE)
          .inFilesOf(
              2_000_000,
              "A night rewrites the files that hold one of its days: 2 million rows are some 200 MB");

  private PersonDays() {}
}

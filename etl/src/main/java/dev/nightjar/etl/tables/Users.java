package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** silver.users: one person as of the night, with the latest consent decision. */
public final class Users {
  public static final String PERSON_ID = "person_id";
  public static final String FIRST_SEEN_AT = "first_seen_at";
  public static final String LAST_SEEN_AT = "last_seen_at";
  public static final String GUEST = "guest";
  public static final String CONSENT_PERSONALIZATION = "consent_personalization";
  public static final String CONSENT_ANALYTICS = "consent_analytics";
  public static final String CONSENT_MARKETING = "consent_marketing";
  public static final String CONSENT_DECIDED_AT = "consent_decided_at";
  public static final String COUNTRY = "country";
  public static final String LOCALE = "locale";
  public static final String DEVICE = "device";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(FIRST_SEEN_AT, DataTypes.TimestampType, "First event known (UTC)."),
          Columns.required(LAST_SEEN_AT, DataTypes.TimestampType, "Last event known (UTC)."),
          Columns.required(GUEST, DataTypes.BooleanType, "True while no user id is known."),
          Columns.required(
              CONSENT_PERSONALIZATION,
              DataTypes.BooleanType,
              "Latest decision; the setting etl.consent_missing where none is known."),
          Columns.required(
              CONSENT_ANALYTICS,
              DataTypes.BooleanType,
              "Latest decision; the setting etl.consent_missing where none is known."),
          Columns.required(
              CONSENT_MARKETING,
              DataTypes.BooleanType,
              "Latest decision; false where none is known."),
          Columns.optional(
              CONSENT_DECIDED_AT,
              DataTypes.TimestampType,
              "When the latest decision was made (UTC); null: none is known."),
          Columns.optional(COUNTRY, DataTypes.StringType, "Latest country; null if never sent."),
          Columns.optional(LOCALE, DataTypes.StringType, "Latest locale; null if never sent."),
          Columns.optional(
              DEVICE, DataTypes.StringType, "Latest device type; null if never sent."));

  public static final LakeTable TABLE =
      LakeTable.of("silver", "users", SCHEMA)
          .rowIs("One person as of the night, with consent.")
          .statisticsOn("Read whole; the moments are for analysts", FIRST_SEEN_AT, LAST_SEEN_AT)
          .inFilesOf(4_000_000, "Read and rewritten whole, by as many tasks as there are files");

  private Users() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * bronze.quarantine: one landed line, or whole file, that was not taken, with the rule that refused
 * it. Holds no raw id: see docs/data-quality.md for what is kept of the text.
 */
public final class Quarantine {
  public static final String RUN_DATE = "run_date";
  public static final String LANDING_DATE = "landing_date";
  public static final String SOURCE = "source";
  public static final String FEED = "feed";
  public static final String LINE = "line";
  public static final String RULE = "rule";
  public static final String DETAIL = "detail";
  public static final String TEXT = "text";
  public static final String LENGTH_BYTES = "length_bytes";
  public static final String LINE_HASH = "line_hash";
  public static final String PRODUCER = "producer";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that took the line; partition."),
          Columns.required(
              LANDING_DATE, DataTypes.DateType, "Day of arrival (UTC): the dt of the landed file."),
          Columns.required(
              SOURCE, DataTypes.StringType, "Landed file, path relative to the lake root."),
          Columns.required(FEED, DataTypes.StringType, "events or items."),
          Columns.optional(
              LINE,
              DataTypes.LongType,
              "Line number from 1; null when the whole file was refused."),
          Columns.required(
              RULE, DataTypes.StringType, "Rule that refused it, such as json.malformed."),
          Columns.optional(
              DETAIL,
              DataTypes.StringType,
              "What was found, without ids; null if the rule says it all."),
          Columns.optional(
              TEXT,
              DataTypes.StringType,
              "Masked text of the line, at most 1,000 characters; null for whole files."),
          Columns.optional(
              LENGTH_BYTES,
              DataTypes.LongType,
              "Length of the line or file in bytes; null if unknown."),
          Columns.optional(
              LINE_HASH,
              DataTypes.StringType,
              "Keyed hash of the line, to recognise repeats; null for whole files."),
          Columns.optional(
              PRODUCER,
              DataTypes.StringType,
              "Program that made the line, name/version; null where it cannot be told."));

  public static final LakeTable TABLE =
      LakeTable.of("bronze", "quarantine", SCHEMA, RUN_DATE)
          .rowIs("A landed line or file that broke a rule.")
          .statisticsOn("Asked for by day of arrival", LANDING_DATE)
          .inFilesOf(1_000_000, "Raw lines are long: a million of them are some 200 MB");

  private Quarantine() {}
}

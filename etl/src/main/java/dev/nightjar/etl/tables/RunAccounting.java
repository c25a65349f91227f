package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * gold.run_accounting: one run date, landed file, outcome and rule. Lines of a run date add up to
 * the lines landed in its files; the table is also the ledger of files already taken.
 */
public final class RunAccounting {
  public static final String RUN_DATE = "run_date";
  public static final String SOURCE = "source";
  public static final String LANDING_DATE = "landing_date";
  public static final String FEED = "feed";
  public static final String OUTCOME = "outcome";
  public static final String RULE = "rule";
  public static final String LINES = "lines";

  public static final String FEED_EVENTS = "events";
  public static final String FEED_ITEMS = "items";

  public static final String ACCEPTED = "accepted";
  public static final String QUARANTINED = "quarantined";
  public static final String DUPLICATE = "duplicate";
  public static final String SUPPRESSED = "suppressed";
  public static final String LATE = "late";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that took the file; partition."),
          Columns.required(
              SOURCE, DataTypes.StringType, "Landed file, path relative to the lake root."),
          Columns.required(LANDING_DATE, DataTypes.DateType, "Day of arrival (UTC)."),
          Columns.required(FEED, DataTypes.StringType, "events or items."),
          Columns.required(
              OUTCOME,
              DataTypes.StringType,
              "accepted, quarantined, duplicate, suppressed or late."),
          Columns.required(RULE, DataTypes.StringType, "Why; empty where nothing needs a reason."),
          Columns.required(
              LINES,
              DataTypes.LongType,
              "Landed lines; 0 for a file refused as a whole, whose lines are unknown."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "run_accounting", SCHEMA, RUN_DATE)
          .rowIs("Lines of one landed file with one outcome, for one reason, in one night.")
          .statisticsOn("Asked for by day of arrival", LANDING_DATE)
          .inOneFile("Some rows a landed file", FEED, SOURCE);

  private RunAccounting() {}
}

package dev.nightjar.etl.tables;

import dev.nightjar.etl.LakeTable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * gold.table_profile: one figure that check-tables took of one table in one night; the last nights
 * are what the next ones are compared with.
 */
public final class TableProfile {

  public static final String RUN_DATE = "run_date";
  public static final String TABLE_NAME = "table_name";
  public static final String MEASURE = "measure";
  public static final String COLUMN_NAME = "column_name";
  public static final String PRODUCER = "producer";
  public static final String ROWS = "rows";
  public static final String FIGURE = "figure";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that was measured; partition."),
          Columns.required(TABLE_NAME, DataTypes.StringType, "Table, such as silver.items."),
          Columns.required(
              MEASURE,
              DataTypes.StringType,
              "What figure counts: a rule of conf/expectations.conf, or files, lines, refused, field."),
          Columns.required(
              COLUMN_NAME,
              DataTypes.StringType,
              "Column, unknown field, feed or rule of the quarantine; empty: the table itself."),
          Columns.required(
              PRODUCER,
              DataTypes.StringType,
              "Program that made the events; empty: all of them together."),
          Columns.required(ROWS, DataTypes.LongType, "Rows of the night that were looked at."),
          Columns.optional(
              FIGURE,
              DataTypes.LongType,
              "Rows that break the rule, are null or were refused; for fresh the newest value in seconds since 1970; null if no row has one."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "table_profile", SCHEMA, RUN_DATE)
          .rowIs("A figure of a table in a night, which later nights are compared with.")
          .statisticsOn("Compared with seven nights, table by table", TABLE_NAME)
          .inOneFile("Some hundred rows a night", TABLE_NAME, MEASURE);

  private TableProfile() {}
}

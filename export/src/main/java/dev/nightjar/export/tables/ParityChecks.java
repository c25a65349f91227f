package dev.nightjar.export.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.parity: what of one snapshot was held against the tables in one night, with the outcome. */
public final class ParityChecks {
  public static final String RUN_DATE = "run_date";
  public static final String SNAPSHOT_ID = "snapshot_id";
  public static final String COMPARED = "compared";
  public static final String OUTCOME = "outcome";
  public static final String REASON = "reason";
  public static final String CASES = "cases";

  /** Of {@link #COMPARED}: lists that were served. */
  public static final String ANSWERS = "answers";

  /** Of {@link #COMPARED}: what a snapshot holds of persons. */
  public static final String RECORDS = "records";

  public static final String EQUAL = "equal";
  public static final String DIFFERENT = "different";
  public static final String NOT_COMPARED = "not_compared";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(
              RUN_DATE,
              DataTypes.DateType,
              "Night that compared, and that took the answers; partition."),
          Columns.required(
              SNAPSHOT_ID,
              DataTypes.StringType,
              "The snapshot: of answers the one that they rest on, of records the live one."),
          Columns.required(COMPARED, DataTypes.StringType, "answers or records."),
          Columns.required(
              OUTCOME, DataTypes.StringType, "equal, different or not_compared, with the tables."),
          Columns.required(
              REASON,
              DataTypes.StringType,
              "Why different, the first difference, or why not compared; empty for equal."
                  + " docs/serving.md has the words."),
          Columns.required(CASES, DataTypes.LongType, "Answers, or persons."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "parity", SCHEMA, RUN_DATE)
          .rowIs(
              "Answers or records of one snapshot with one outcome, for one reason, in one night.")
          .statisticsOn("Asked for by outcome", OUTCOME)
          .inOneFile("Some rows a night", SNAPSHOT_ID, COMPARED, OUTCOME, REASON);

  private ParityChecks() {}
}

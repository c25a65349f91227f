package dev.nightjar.training.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.user_segments: the segment of one person in one night. */
public final class UserSegments {
  public static final String RUN_DATE = "run_date";
  public static final String PERSON_ID = "person_id";
  public static final String SEGMENT = "segment";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(
              PERSON_ID,
              DataTypes.StringType,
              "Pseudonym of the person: the user key, else the anonymous key."),
          Columns.required(
              SEGMENT,
              DataTypes.IntegerType,
              "Segment, from 0; numbers mean nothing from one night to the next."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "user_segments", SCHEMA, RUN_DATE)
          .rowIs("The segment of one person in one night.")
          .statisticsOn("Asked for by segment", SEGMENT)
          .inFilesOf(
              10_000_000,
              "Two short columns beside the partition: 10 million rows are some 700 MB");

  private UserSegments() {}
}

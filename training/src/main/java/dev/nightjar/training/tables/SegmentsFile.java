package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** Model file {@code segments}: a row a person with factors. */
public final class SegmentsFile {
  /** Folder within a window of a model. */
  public static final String FILE = "segments";

  /** Pseudonym of the person. */
  public static final String PERSON_ID = "person_id";

  /** The person's segment, from 0; numbers mean nothing from one night to the next. */
  public static final String SEGMENT = "segment";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType().add(PERSON_ID, StringType, false).add(SEGMENT, IntegerType, false);

  private SegmentsFile() {}
}

package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Model file {@code user_factors}: a row a person with a positive example. */
public final class UserFactors {
  /** Folder within a window of a model. */
  public static final String FILE = "user_factors";

  /** Pseudonym of the person. */
  public static final String PERSON_ID = "person_id";

  /** Factors, {@code training.als.rank} of them. */
  public static final String FACTORS = "factors";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PERSON_ID, StringType, false)
          .add(FACTORS, DataTypes.createArrayType(FloatType, false), false);

  private UserFactors() {}
}

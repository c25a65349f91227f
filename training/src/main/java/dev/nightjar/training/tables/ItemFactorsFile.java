package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Model file {@code item_factors}: a row an item with a positive example. */
public final class ItemFactorsFile {
  /** Folder within a window of a model. */
  public static final String FILE = "item_factors";

  /** The item. */
  public static final String ITEM_ID = "item_id";

  /** Factors, {@code training.als.rank} of them. */
  public static final String FACTORS = "factors";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(ITEM_ID, StringType, false)
          .add(FACTORS, DataTypes.createArrayType(FloatType, false), false);

  private ItemFactorsFile() {}
}

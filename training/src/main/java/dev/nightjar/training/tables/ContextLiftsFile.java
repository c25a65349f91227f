package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** Model file {@code context_lifts}: a row a value of the context and item that was met. */
public final class ContextLiftsFile {
  /** Folder within a window of a model. */
  public static final String FILE = "context_lifts";

  /**
   * {@code device}, {@code country}, {@code daypart}, {@code week}, {@code os}, {@code browser},
   * {@code referrer}, {@code language} or {@code context.} with a name; with {@code |} behind it
   * what the value tells beyond those that stand before it.
   */
  public static final String DIMENSION = "dimension";

  /** Such as {@code mobile}, {@code GB}, {@code evening} or {@code weekend}. */
  public static final String VALUE = "value";

  /** The item. */
  public static final String ITEM_ID = "item_id";

  /**
   * Natural logarithm of how many times as much as everywhere the item is asked for there; 0 for no
   * difference.
   */
  public static final String LIFT = "lift";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(DIMENSION, StringType, false)
          .add(VALUE, StringType, false)
          .add(ITEM_ID, StringType, false)
          .add(LIFT, DoubleType, false);

  private ContextLiftsFile() {}
}

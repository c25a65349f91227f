package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/**
 * Model files {@code item_neighbors}, {@code item_transitions} and {@code item_content}: a row an
 * item and rank.
 */
public final class ItemNeighborsFile {
  /** Folder within a window of a model. */
  public static final String FILE = "item_neighbors";

  /** Folder of the file of the same form that holds what comes after an item. */
  public static final String TRANSITIONS = "item_transitions";

  /** Folder of the file of the same form that holds the items whose texts are alike. */
  public static final String CONTENT = "item_content";

  /** The item whose neighbours these are. */
  public static final String ITEM_ID = "item_id";

  /** Place, 1 is the most similar. */
  public static final String RANK = "rank";

  /** The similar item. */
  public static final String NEIGHBOR_ID = "neighbor_id";

  /** How strongly the item points at the other, above 0; only comparable within one file. */
  public static final String SCORE = "score";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(ITEM_ID, StringType, false)
          .add(RANK, IntegerType, false)
          .add(NEIGHBOR_ID, StringType, false)
          .add(SCORE, DoubleType, false);

  private ItemNeighborsFile() {}
}

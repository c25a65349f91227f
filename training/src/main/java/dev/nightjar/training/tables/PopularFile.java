package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** Model file {@code popular}: a row a list and rank. */
public final class PopularFile {
  /** Folder within a window of a model. */
  public static final String FILE = "popular";

  /**
   * {@link #ALL_TIME}, {@link #RECENT}, {@link #RISING} or {@link #SEGMENT_PREFIX} and a segment's
   * number.
   */
  public static final String LIST = "list";

  /** Place, from 1. */
  public static final String RANK = "rank";

  /** The item. */
  public static final String ITEM_ID = "item_id";

  /**
   * Person-days with a positive interaction, decayed in every list but that of all time; of a
   * rising item by how many standard deviations its last days are above its own past.
   */
  public static final String SCORE = "score";

  /** The list of all time. */
  public static final String ALL_TIME = "popular";

  /** The list of late. */
  public static final String RECENT = "recent";

  /** The list of what rises. */
  public static final String RISING = "rising";

  /** Start of a segment's list, such as {@code segment:3}. */
  public static final String SEGMENT_PREFIX = "segment:";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(LIST, StringType, false)
          .add(RANK, IntegerType, false)
          .add(ITEM_ID, StringType, false)
          .add(SCORE, DoubleType, false);

  private PopularFile() {}
}

package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import org.apache.spark.sql.types.StructType;

/** Model file {@code preferences}: a row a person and item that met before the cut-off. */
public final class Preferences {
  /** Folder within a window of a model. */
  public static final String FILE = "preferences";

  /** Pseudonym of the person. */
  public static final String PERSON_ID = "person_id";

  /** The item. */
  public static final String ITEM_ID = "item_id";

  /** Sum of signed, decayed strengths; at most 0 is never a positive example. */
  public static final String PREFERENCE = "preference";

  /** Number of interactions of either sign. */
  public static final String INTERACTIONS = "interactions";

  /** Number of positive interactions. */
  public static final String POSITIVES = "positives";

  /** Days with a positive interaction. */
  public static final String DAYS = "days";

  /** Days from the first day with a positive interaction to the last one, 0 without. */
  public static final String SPAN_DAYS = "span_days";

  /** Time of the last interaction, UTC. */
  public static final String LAST_AT = "last_at";

  /** Days from the last interaction to the cut-off. */
  public static final String DAYS_SINCE = "days_since";

  /** Whether the person has had the item: not recommended as new. */
  public static final String SEEN = "seen";

  /** Whether the last reaction was a dismissal: never recommended. */
  public static final String DISMISSED = "dismissed";

  /** Decayed count of the person's own positive interactions with the item, not negative. */
  public static final String OWN_SCORE = "own_score";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PERSON_ID, StringType, false)
          .add(ITEM_ID, StringType, false)
          .add(PREFERENCE, DoubleType, false)
          .add(INTERACTIONS, LongType, false)
          .add(POSITIVES, LongType, false)
          .add(DAYS, IntegerType, false)
          .add(SPAN_DAYS, IntegerType, false)
          .add(LAST_AT, TimestampType, false)
          .add(DAYS_SINCE, DoubleType, false)
          .add(SEEN, BooleanType, false)
          .add(DISMISSED, BooleanType, false)
          .add(OWN_SCORE, DoubleType, false);

  private Preferences() {}
}

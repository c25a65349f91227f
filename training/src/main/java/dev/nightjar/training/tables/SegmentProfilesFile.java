package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Model file {@code segment_profiles}: a row a segment. */
public final class SegmentProfilesFile {
  /** Folder within a window of a model. */
  public static final String FILE = "segment_profiles";

  /** The segment, from 0. */
  public static final String SEGMENT = "segment";

  /** What the segment over-uses, in words. */
  public static final String NAME = "name";

  /** Persons in it. */
  public static final String PERSONS = "persons";

  /** Share of all persons with a segment, 0 to 1. */
  public static final String SHARE = "share";

  /** Categories it over-uses, most telling first; words of titles where nothing has a category. */
  public static final String TOP_CATEGORIES = "top_categories";

  /** Its most popular items, first the most popular. */
  public static final String TOP_ITEMS = "top_items";

  /** Columns in the order of the file. */
  public static final StructType SCHEMA =
      new StructType()
          .add(SEGMENT, IntegerType, false)
          .add(NAME, StringType, false)
          .add(PERSONS, LongType, false)
          .add(SHARE, DoubleType, false)
          .add(TOP_CATEGORIES, DataTypes.createArrayType(StringType, false), false)
          .add(TOP_ITEMS, DataTypes.createArrayType(StringType, false), false);

  private SegmentProfilesFile() {}
}

package dev.nightjar.training.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.segment_profiles: one segment of one night, described. */
public final class SegmentProfiles {
  public static final String RUN_DATE = "run_date";
  public static final String SEGMENT = "segment";
  public static final String NAME = "name";
  public static final String PERSONS = "persons";
  public static final String SHARE = "share";
  public static final String TOP_CATEGORIES = "top_categories";
  public static final String TOP_ITEMS = "top_items";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(
              SEGMENT,
              DataTypes.IntegerType,
              "Segment, from 0; numbers mean nothing from one night to the next."),
          Columns.required(
              NAME, DataTypes.StringType, "The terms it over-uses most, or its number."),
          Columns.required(PERSONS, DataTypes.LongType, "Persons in it."),
          Columns.required(
              SHARE, DataTypes.DoubleType, "Share of all persons that have a segment, 0 to 1."),
          Columns.required(
              TOP_CATEGORIES,
              DataTypes.createArrayType(DataTypes.StringType),
              "Categories it over-uses, most telling first; words of titles where items have none."),
          Columns.required(
              TOP_ITEMS,
              DataTypes.createArrayType(DataTypes.StringType),
              "Its most popular items, first the most popular."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "segment_profiles", SCHEMA, RUN_DATE)
          .rowIs("One segment of one night.")
          .statisticsOn("Asked for by segment", SEGMENT)
          .inOneFile("A row a segment", SEGMENT);

  private SegmentProfiles() {}
}

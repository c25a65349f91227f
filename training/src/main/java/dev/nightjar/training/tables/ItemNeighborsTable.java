package dev.nightjar.training.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.item_neighbors: one item and one of its nearest items, in one night. */
public final class ItemNeighborsTable {
  public static final String RUN_DATE = "run_date";
  public static final String ITEM_ID = "item_id";
  public static final String RANK = "rank";
  public static final String NEIGHBOR_ID = "neighbor_id";
  public static final String SCORE = "score";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(ITEM_ID, DataTypes.StringType, "The item whose neighbours these are."),
          Columns.required(RANK, DataTypes.IntegerType, "Place, 1 is the most similar."),
          Columns.required(NEIGHBOR_ID, DataTypes.StringType, "The similar item."),
          Columns.required(SCORE, DataTypes.DoubleType, "Similarity, above 0."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "item_neighbors", SCHEMA, RUN_DATE)
          .rowIs("One neighbour of one item in one night.")
          .statisticsOn("Asked for by item", ITEM_ID)
          .inFilesOf(10_000_000, "Four short columns: 10 million rows are some 80 MB");

  private ItemNeighborsTable() {}
}

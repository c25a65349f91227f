package dev.nightjar.training.tables;

import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.tables.Columns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** gold.popular_items: one place of one popular list, in one night. */
public final class PopularItemsTable {
  public static final String RUN_DATE = "run_date";
  public static final String LIST = "list";
  public static final String RANK = "rank";
  public static final String ITEM_ID = "item_id";
  public static final String SCORE = "score";

  public static final StructType SCHEMA =
      Columns.schema(
          Columns.required(RUN_DATE, DataTypes.DateType, "Night that computed the row; partition."),
          Columns.required(LIST, DataTypes.StringType, "popular, recent or segment:N."),
          Columns.required(RANK, DataTypes.IntegerType, "Place, from 1."),
          Columns.required(ITEM_ID, DataTypes.StringType, "The item."),
          Columns.required(
              SCORE,
              DataTypes.DoubleType,
              "Person-days with a positive interaction, decayed in every list but popular."));

  public static final LakeTable TABLE =
      LakeTable.of("gold", "popular_items", SCHEMA, RUN_DATE)
          .rowIs("One place of one list in one night.")
          .statisticsOn("Asked for by list, from its top", LIST, RANK)
          .inOneFile("Some hundred rows a list", LIST, RANK);

  private PopularItemsTable() {}
}

package dev.nightjar.training.tables;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.nightjar.contract.ItemColumns;
import org.apache.spark.sql.types.StructType;

/** Model file {@code item_columns}: a row an item that was met positively, a column a number. */
public final class ItemColumnsFile {
  /** Folder within a window of a model. */
  public static final String FILE = "item_columns";

  /** The item. */
  public static final String ITEM_ID = "item_id";

  /** Columns in the order of the file: the id, then {@link ItemColumns#names()}. */
  public static final StructType SCHEMA = schema();

  private ItemColumnsFile() {}

  private static StructType schema() {
    StructType schema = new StructType().add(ITEM_ID, StringType, false);
    for (String name : ItemColumns.names()) {
      schema = schema.add(name, DoubleType);
    }
    return schema;
  }
}

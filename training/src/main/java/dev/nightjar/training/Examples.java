package dev.nightjar.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.nightjar.training.tables.Preferences;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Positive examples of one window with dense int indexes for persons and items. The id maps are
 * tables, numbered in the order of the ids, so that equal input gives equal indexes; nothing is
 * collected to the driver. The three frames are cached by {@link #persist} and released by {@link
 * #close}: hold it in a try block.
 */
final class Examples implements AutoCloseable {
  static final String PERSON_ID = Preferences.PERSON_ID;
  static final String ITEM_ID = Preferences.ITEM_ID;
  static final String PREFERENCE = Preferences.PREFERENCE;
  static final String PERSON_INDEX = "person_index";
  static final String ITEM_INDEX = "item_index";

  private final List<Dataset<Row>> cached = new ArrayList<>();
  private final Dataset<Row> persons;
  private final Dataset<Row> items;
  private final Dataset<Row> rows;
  private final int itemCount;

  private Examples(Dataset<Row> examples, int partitions) {
    persons = keep(numbered(examples.select(PERSON_ID).distinct(), PERSON_ID, PERSON_INDEX));
    items = keep(numbered(examples.select(ITEM_ID).distinct(), ITEM_ID, ITEM_INDEX));
    itemCount = Math.toIntExact(items.count());
    rows =
        keep(
            examples
                .join(persons, PERSON_ID)
                .join(broadcast(items), ITEM_ID)
                .select(columns())
                .repartition(partitions, col(PERSON_INDEX))
                .sortWithinPartitions(PERSON_INDEX, ITEM_INDEX));
  }

  /** Numbers persons and items of the examples and caches the result in {@code partitions}. */
  static Examples persist(Dataset<Row> examples, int partitions) {
    return new Examples(examples, partitions);
  }

  /** A row a person: id and index. */
  Dataset<Row> persons() {
    return persons;
  }

  /** A row an item: id and index. */
  Dataset<Row> items() {
    return items;
  }

  /** A row an example: ids, indexes, preference; ordered within its partition. */
  Dataset<Row> rows() {
    return rows;
  }

  int itemCount() {
    return itemCount;
  }

  boolean isEmpty() {
    return itemCount == 0;
  }

  @Override
  public void close() {
    cached.forEach(Dataset::unpersist);
  }

  private Dataset<Row> keep(Dataset<Row> frame) {
    Dataset<Row> kept = frame.persist();
    cached.add(kept);
    return kept;
  }

  private static Column[] columns() {
    return new Column[] {
      col(PERSON_ID), col(ITEM_ID), col(PERSON_INDEX), col(ITEM_INDEX), col(PREFERENCE)
    };
  }

  private static Dataset<Row> numbered(Dataset<Row> ids, String id, String index) {
    StructType schema = new StructType().add(id, StringType, false).add(index, IntegerType, false);
    return ids.sparkSession()
        .createDataFrame(
            ids.sort(id)
                .toJavaRDD()
                .zipWithIndex()
                .map(pair -> RowFactory.create(pair._1().getString(0), Math.toIntExact(pair._2()))),
            schema);
  }
}

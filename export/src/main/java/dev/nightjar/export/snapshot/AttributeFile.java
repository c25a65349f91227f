package dev.nightjar.export.snapshot;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.unix_millis;

import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.candidates.ItemIndex;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Collects what requests can filter the items of a snapshot by. Rows come one by one and stay as
 * numbers of values, so the driver holds some 4 bytes an item and attribute beside the values.
 */
final class AttributeFile {
  /** The most names of properties that are looked at; no sender means to have more. */
  private static final int MAX_NAMES = 10_000;

  /** A file of twice the size could not be mapped in one piece. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  private static final String NAME = "name";

  private final ItemIndex items;
  private final FilterParams params;

  AttributeFile(ItemIndex items, FilterParams params) {
    this.items = items;
    this.params = params;
  }

  /**
   * The attributes of the items.
   *
   * @param catalogue rows of {@link Items}
   */
  ItemAttributes collect(Dataset<Row> catalogue) {
    List<String> names = names(catalogue);
    List<String> kept = names.subList(0, Math.min(names.size(), params.properties()));
    AttributeColumns columns =
        new AttributeColumns(items.size(), params.valueBytes(), MAX_FILE_BYTES);
    names.subList(kept.size(), names.size()).forEach(columns::leaveOut);
    Iterator<Row> rows =
        catalogue
            .select(
                col(Items.ITEM_ID),
                col(Items.TAGS),
                col(Items.CURRENCY),
                col(Items.PRICE),
                unix_millis(col(Items.PUBLISHED_AT)),
                unix_millis(col(Items.AVAILABLE_FROM)),
                unix_millis(col(Items.AVAILABLE_UNTIL)),
                map_filter(
                    col(Items.PROPERTIES), (name, value) -> name.isin(kept.toArray(Object[]::new))))
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      int item = items.index(row.getString(0));
      if (item >= 0) {
        add(columns, item, row);
      }
    }
    return columns.build();
  }

  /** Names of the properties, those that most items have first. */
  private static List<String> names(Dataset<Row> catalogue) {
    return catalogue
        .select(explode(map_keys(col(Items.PROPERTIES))).as(NAME))
        .groupBy(NAME)
        .agg(count(lit(1)).as("items"))
        .orderBy(desc("items"), col(NAME))
        .limit(MAX_NAMES)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static void add(AttributeColumns columns, int item, Row row) {
    if (!row.isNullAt(1)) {
      Seq<String> tags = row.getSeq(1);
      columns.texts(ItemAttributes.TAG, item, CollectionConverters.asJava(tags));
    }
    if (!row.isNullAt(2)) {
      columns.texts(ItemAttributes.CURRENCY, item, List.of(row.getString(2)));
    }
    if (!row.isNullAt(3)) {
      columns.numbers(ItemAttributes.PRICE, item, List.of(row.getDouble(3)));
    }
    time(columns, ItemAttributes.PUBLISHED_AT, item, row, 4);
    time(columns, ItemAttributes.AVAILABLE_FROM, item, row, 5);
    time(columns, ItemAttributes.AVAILABLE_UNTIL, item, row, 6);
    if (!row.isNullAt(7)) {
      Map<String, String> properties = row.getJavaMap(7);
      properties.forEach(
          (name, text) -> {
            List<String> values = PropertyValues.of(text);
            columns.texts(ItemAttributes.PROPERTY + name, item, values);
            columns.numbers(ItemAttributes.PROPERTY + name, item, PropertyValues.numbers(values));
          });
    }
  }

  private static void time(AttributeColumns columns, String name, int item, Row row, int at) {
    if (!row.isNullAt(at)) {
      columns.numbers(name, item, List.of((double) row.getLong(at)));
    }
  }
}

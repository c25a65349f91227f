package dev.nightjar.etl.landing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Fills one row of a schema by column name. A column that is not set is null. Not thread-safe; one
 * row a builder.
 */
final class RowBuilder {

  /** Positions of a schema's columns, made once. */
  static final class Layout {
    private final Map<String, Integer> positions = new HashMap<>();

    Layout(StructType schema) {
      for (String name : schema.fieldNames()) {
        positions.put(name, positions.size());
      }
    }

    RowBuilder row() {
      return new RowBuilder(this);
    }
  }

  private final Layout layout;
  private final @Nullable Object[] values;

  private RowBuilder(Layout layout) {
    this.layout = layout;
    this.values = new Object[layout.positions.size()];
  }

  RowBuilder set(String column, @Nullable Object value) {
    Integer position = layout.positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    values[position] = external(value);
    return this;
  }

  /** Spark's rows take Scala maps and arrays, not Java collections. */
  private static @Nullable Object external(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.toArray();
    }
    return value instanceof Map<?, ?> map ? CollectionConverters.asScala(map) : value;
  }

  Row build() {
    return RowFactory.create(values);
  }
}

package dev.nightjar.etl.landing;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Fills one row of a schema by column name. A column that is not set is null. Not thread-safe; one
 * row a builder.
 */
final class RowBuilder {

  /**
   * Positions of a schema's columns, made once: a table so large that each name has a place of its
   * own, because every column of every row is looked up in it.
   */
  static final class Layout {
    private final int columns;
    private @Nullable String[] names = {};
    private int[] positions = {};

    Layout(StructType schema) {
      columns = schema.length();
      int places = Integer.highestOneBit(Math.max(1, columns)) * 2;
      while (!fill(schema.fieldNames(), places)) {
        places *= 2;
      }
    }

    private boolean fill(String[] fields, int places) {
      names = new String[places];
      positions = new int[places];
      for (int i = 0; i < fields.length; i++) {
        int place = place(fields[i]);
        if (names[place] != null) {
          return false;
        }
        names[place] = fields[i];
        positions[place] = i;
      }
      return true;
    }

    private int place(String name) {
      int hash = name.hashCode() * 0x9E3779B9;
      return (hash >>> 15 ^ hash) & (names.length - 1);
    }

    private int position(String name) {
      int place = place(name);
      if (!name.equals(names[place])) {
        throw new IllegalArgumentException("no column " + name);
      }
      return positions[place];
    }

    RowBuilder row() {
      return new RowBuilder(this);
    }
  }

  private final Layout layout;
  private final @Nullable Object[] values;

  private RowBuilder(Layout layout) {
    this.layout = layout;
    this.values = new Object[layout.columns];
  }

  RowBuilder set(String column, @Nullable Object value) {
    values[layout.position(column)] = value;
    return this;
  }

  /** Spark's rows take arrays, not Java collections. */
  RowBuilder set(String column, @Nullable List<?> values) {
    return set(column, (Object) (values == null ? null : values.toArray()));
  }

  /** Spark's rows take Scala maps, not Java collections. */
  RowBuilder set(String column, @Nullable Map<?, ?> entries) {
    return set(column, (Object) (entries == null ? null : CollectionConverters.asScala(entries)));
  }

  /** A row in Spark's own form, of values that are in it. */
  InternalRow internal() {
    return new GenericInternalRow(values);
  }

  Row build() {
    return RowFactory.create(values);
  }
}

package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.settings.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows of source files with all that expressions may name: the columns of the files, the mapping's
 * constants, tables of values and named expressions, and the elements of exploded arrays.
 *
 * @param rows the rows
 * @param own columns that the files have themselves
 * @param times how moments are read
 */
record SourceRows(Dataset<Row> rows, List<String> own, TimeReading times) {

  /** Suffix of the column that says which element of its array a row stands for, from 1. */
  private static final String POSITION = "_position";

  private static final long ELEMENTS_AN_ARRAY = 1_000_000;

  /** Rows as they were read, beside the names that the mapping gives. */
  static SourceRows of(Dataset<Row> source, InputMapping.RowRules rules, Words words) {
    List<String> own =
        Arrays.stream(source.columns()).filter(name -> !name.startsWith("__")).toList();
    SourceRows rows = new SourceRows(source, own, rules.times());
    for (Map.Entry<String, Object> constant : words.constants().entrySet()) {
      rows = rows.with(constant.getKey(), "constants", lit(constant.getValue()));
    }
    for (Map.Entry<String, Map<String, Object>> table : words.tables().entrySet()) {
      rows = rows.with(table.getKey(), "values", table(table.getValue()));
    }
    return rows.withEach(
        rules.names(), (before, name, named) -> before.with(name, named.key(), expr(named.sql())));
  }

  SourceExpressions expressions() {
    return new SourceExpressions(rows, own, times);
  }

  /** The same rows with one more column of the importer's own. */
  SourceRows with(String name, Column column) {
    return new SourceRows(rows.withColumn(name, column), own, times);
  }

  /**
   * One row for every element of the arrays, with the element under its name. A row without
   * elements, or one that does not meet the condition, stays as one row without an element.
   */
  SourceRows exploded(Map<String, Expression> arrays, Column condition) {
    return with(MappedRows.ELEMENT, lit(0L))
        .with(MappedRows.WHOLE, lit(true))
        .withEach(arrays, (rows, name, array) -> rows.exploded(name, array, condition));
  }

  /** A step that gives rows one more name. */
  @FunctionalInterface
  private interface Naming {
    SourceRows with(SourceRows rows, String name, Expression expression);
  }

  /**
   * Rows with all names of a section. A mapping file does not say the order of keys on one line, so
   * an expression waits until the names that it uses are there.
   */
  private SourceRows withEach(Map<String, Expression> named, Naming naming) {
    SourceRows rows = this;
    List<Map.Entry<String, Expression>> waiting = new ArrayList<>(named.entrySet());
    while (!waiting.isEmpty()) {
      SourceExpressions known = rows.expressions();
      Map.Entry<String, Expression> next =
          waiting.stream()
              .filter(one -> known.knowsAll(one.getValue()))
              .findFirst()
              .orElse(waiting.get(0));
      known.typeOf(next.getValue());
      rows = naming.with(rows, next.getKey(), next.getValue());
      waiting.remove(next);
    }
    return rows;
  }

  private SourceRows exploded(String name, Expression array, Column condition) {
    Column elements = when(condition, expressions().array(array));
    refuseTaken(name, array.key());
    String place = name + POSITION;
    refuseTaken(place, array.key());
    List<Column> columns = new ArrayList<>();
    columns.add(col("*"));
    columns.add(posexplode_outer(elements).as(new String[] {place, name}));
    Column found = col(place).isNotNull();
    Column position = col(place).plus(lit(1)).cast(DataTypes.IntegerType);
    Dataset<Row> exploded =
        rows.select(columns.toArray(new Column[0]))
            .withColumn(MappedRows.WHOLE, col(MappedRows.WHOLE).and(found))
            .withColumn(
                MappedRows.ELEMENT,
                col(MappedRows.ELEMENT)
                    .multiply(lit(ELEMENTS_AN_ARRAY))
                    .plus(when(found, col(place)).otherwise(0)))
            .withColumn(place, position);
    return new SourceRows(exploded, own, times);
  }

  private SourceRows with(String name, String key, Column column) {
    refuseTaken(name, key);
    return with(name, column);
  }

  private void refuseTaken(String name, String key) {
    for (String column : rows.columns()) {
      if (column.equalsIgnoreCase(name)) {
        throw new ConfigurationException(
            key
                + ": "
                + name
                + " is taken by another column (columns of the file: "
                + String.join(", ", own)
                + "); choose another name");
      }
    }
  }

  private static Column table(Map<String, Object> values) {
    List<Column> entries = new ArrayList<>();
    values.forEach(
        (from, to) -> {
          entries.add(lit(from));
          entries.add(lit(to));
        });
    return map(entries.toArray(new Column[0]));
  }
}

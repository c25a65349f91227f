package dev.nightjar.etl.landing;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.SparkDateTimeUtils$;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into Spark's own form. Spark's encoder does the same in a tenth of a whole night's
 * reading: it writes each row to bytes, which the next step writes to bytes again. Takes the types
 * that the parsers make and no others. Static, no state.
 */
final class CatalystRows {

  private CatalystRows() {}

  static InternalRow of(Row row) {
    Object[] values = new Object[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row.get(i));
    }
    return new GenericInternalRow(values);
  }

  /** One value. */
  static @Nullable Object value(@Nullable Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    // Classes before interfaces: whether a number is a row takes long to find out.
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof java.util.Map<?, ?> map) {
      return map(scala.jdk.javaapi.CollectionConverters.asScala(map));
    }
    if (value instanceof LocalDate day) {
      return Math.toIntExact(day.toEpochDay());
    }
    if (value instanceof Instant moment) {
      return SparkDateTimeUtils$.MODULE$.instantToMicros(moment);
    }
    if (value instanceof Object[] elements) {
      return array(elements);
    }
    if (value instanceof Row row) {
      return of(row);
    }
    return value instanceof scala.collection.Map<?, ?> map ? map(map) : value;
  }

  private static ArrayData array(Object[] elements) {
    Object[] values = new Object[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(elements[i]);
    }
    return new GenericArrayData(values);
  }

  private static ArrayBasedMapData map(scala.collection.Map<?, ?> map) {
    Object[] keys = new Object[map.size()];
    Object[] values = new Object[keys.length];
    int at = 0;
    for (scala.collection.Iterator<?> entries = map.iterator(); entries.hasNext(); at++) {
      scala.Tuple2<?, ?> entry = (scala.Tuple2<?, ?>) entries.next();
      keys[at] = value(entry._1());
      values[at] = value(entry._2());
    }
    return new ArrayBasedMapData(new GenericArrayData(keys), new GenericArrayData(values));
  }
}

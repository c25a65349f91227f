package dev.nightjar.etl.tables;

import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Builds a table's schema with one sentence a column. The sentence becomes the column's comment in
 * Delta, so that an analyst reads it where the rows are.
 */
public final class Columns {
  private Columns() {}

  /** A schema of the given columns, in this order. */
  public static StructType schema(StructField... fields) {
    return new StructType(fields);
  }

  /** The schema without some of its columns. */
  public static StructType without(StructType schema, String... names) {
    Set<String> dropped = Set.of(names);
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !dropped.contains(field.name()))
            .toArray(StructField[]::new));
  }

  /** A column that is never null. */
  public static StructField required(String name, DataType type, String meaning) {
    return new StructField(name, type, false, Metadata.empty()).withComment(meaning);
  }

  /** A column that may be null; the sentence says what null means. */
  public static StructField optional(String name, DataType type, String meaning) {
    return new StructField(name, type, true, Metadata.empty()).withComment(meaning);
  }
}

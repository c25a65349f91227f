package dev.nightjar.etl.expectations;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.try_element_at;

import dev.nightjar.etl.LakeTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * What a rule is about: a column, a key of a map column ({@code properties.coupon}) or a field of
 * every element of an array ({@code items.rating}).
 *
 * @param column the column of the table
 * @param within key or field within it; empty for the column itself
 * @param each whether it stands for several values a row
 * @param type type of one value
 */
record ColumnPath(String column, String within, boolean each, DataType type)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if the table has no such column
   */
  static ColumnPath of(LakeTable table, String path) {
    int dot = path.indexOf('.');
    String column = dot < 0 ? path : path.substring(0, dot);
    String within = dot < 0 ? "" : path.substring(dot + 1);
    StructType schema = table.schema();
    List<String> known = Arrays.asList(schema.fieldNames());
    if (!known.contains(column)) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has no column " + column + "; it has " + known);
    }
    DataType type = schema.apply(column).dataType();
    if (within.isEmpty()) {
      return new ColumnPath(column, within, false, type);
    }
    if (type instanceof MapType map) {
      return new ColumnPath(column, within, false, map.valueType());
    }
    if (type instanceof ArrayType array
        && array.elementType() instanceof StructType element
        && Arrays.asList(element.fieldNames()).contains(within)) {
      return new ColumnPath(column, within, true, element.apply(within).dataType());
    }
    throw new IllegalArgumentException(
        table.qualifiedName() + "." + column + " has nothing within it that is called " + within);
  }

  boolean isNumber() {
    return type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.IntegerType);
  }

  boolean isText() {
    return type.equals(DataTypes.StringType);
  }

  boolean isMoment() {
    return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.DateType);
  }

  /** The value in a query; not for paths that stand for several. */
  Column value() {
    return within.isEmpty() ? col(column) : try_element_at(col(column), lit(within));
  }
}

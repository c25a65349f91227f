package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.settings.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Turns the expressions of a mapping into columns over one source dataset. Each is analysed by
 * itself, so that a misspelt column is reported with the mapping's key, and checked for the type
 * that its place needs.
 */
final class SourceExpressions {

  private static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);

  private final Dataset<Row> source;
  private final List<String> own;
  private final TimeReading times;

  /**
   * @param own columns that the files have themselves
   */
  SourceExpressions(Dataset<Row> source, List<String> own, TimeReading times) {
    this.source = source;
    this.own = own;
    this.times = times;
  }

  /**
   * Fields of an object that are more than what their expression gives.
   *
   * @param lists a single value for one becomes a list of one
   * @param moments a number, or a text where the mapping says how moments are written, is read as
   *     one
   */
  record Fields(Set<String> lists, Set<String> moments) {
    static final Fields PLAIN = new Fields(Set.of(), Set.of());
  }

  /** A text without blanks at its ends; blank is null. */
  Column text(Expression expression) {
    typeOf(expression);
    Column trimmed = trim(expr(expression.sql()).cast(DataTypes.StringType));
    return when(trimmed.notEqual(""), trimmed);
  }

  Column text(Optional<Expression> expression) {
    return expression.map(this::text).orElse(NO_TEXT);
  }

  /** A moment: a timestamp, a date, a text or a number that names one; unreadable is null. */
  Column moment(Expression expression) {
    DataType type = typeOf(expression);
    if (type instanceof StringType) {
      return times.ofText(text(expression));
    }
    Optional<Column> counted =
        type instanceof NumericType ? times.ofNumber(expr(expression.sql())) : Optional.empty();
    if (counted.isPresent()) {
      return counted.get();
    }
    if (type instanceof TimestampType
        || type instanceof TimestampNTZType
        || type instanceof DateType) {
      return expr(expression.sql()).cast(DataTypes.TimestampType);
    }
    throw new ConfigurationException(
        sentence(
            expression,
            "gives "
                + type.simpleString()
                + ", not a moment; say how it counts with time_format = unix_seconds, unix_millis"
                + " or unix_micros"));
  }

  /** An array. */
  Column array(Expression expression) {
    DataType type = typeOf(expression);
    if (type instanceof ArrayType) {
      return expr(expression.sql());
    }
    throw new ConfigurationException(
        sentence(expression, "gives " + type.simpleString() + "; an array is needed"));
  }

  /** Whether an array has an element. */
  Column hasElements(Expression expression) {
    return coalesce(size(array(expression)).gt(0), lit(false));
  }

  /** A condition; null counts as false. */
  Column condition(Expression expression) {
    DataType type = typeOf(expression);
    if (!(type instanceof BooleanType)) {
      throw new ConfigurationException(
          sentence(expression, "gives " + type.simpleString() + "; a condition is needed"));
    }
    return coalesce(expr(expression.sql()), lit(false));
  }

  /** A JSON object: null when all its fields are. */
  private Optional<Column> object(FieldTree tree) {
    List<Column> fields = fields(tree, Fields.PLAIN);
    return fields.isEmpty() ? Optional.empty() : Optional.of(objectOf(fields));
  }

  /** The fields of an object, each with its name. */
  List<Column> fields(FieldTree tree, Fields special) {
    List<Column> fields = new ArrayList<>();
    for (Map.Entry<String, Expression> field : tree.expressions().entrySet()) {
      fields.add(field(field.getKey(), field.getValue(), special).as(field.getKey()));
    }
    for (Map.Entry<String, FieldTree> object : tree.objects().entrySet()) {
      object(object.getValue()).ifPresent(o -> fields.add(o.as(object.getKey())));
    }
    return fields;
  }

  private Column field(String name, Expression expression, Fields special) {
    DataType type = typeOf(expression);
    Column value = expr(expression.sql());
    if (special.lists().contains(name) && !(type instanceof ArrayType)) {
      return when(value.isNotNull(), functions.array(value));
    }
    boolean written = type instanceof StringType || type instanceof NumericType;
    return special.moments().contains(name) && written && !times.isUnsaid()
        ? moment(expression)
        : value;
  }

  static Column objectOf(List<Column> fields) {
    Column any = fields.get(0).isNotNull();
    for (Column field : fields.subList(1, fields.size())) {
      any = any.or(field.isNotNull());
    }
    return when(any, struct(fields.toArray(new Column[0])));
  }

  /** Whether an expression uses nothing but what is there. */
  boolean knowsAll(Expression expression) {
    SparkCall<StructType> schema = () -> source.select(expr(expression.sql())).schema();
    try {
      schema.run();
      return true;
    } catch (AnalysisException | SparkException e) {
      return false;
    }
  }

  /** The type that an expression gives; a fault in it is told by its key. */
  DataType typeOf(Expression expression) {
    SparkCall<StructType> schema = () -> source.select(expr(expression.sql())).schema();
    try {
      return schema.run().fields()[0].dataType();
    } catch (AnalysisException | SparkException e) {
      throw new ConfigurationException(sentence(expression, firstLine(e)), e);
    }
  }

  private String sentence(Expression expression, String what) {
    List<String> names =
        Arrays.stream(source.columns())
            .filter(column -> !column.startsWith("__") && !own.contains(column))
            .toList();
    return expression.key()
        + " = "
        + expression.sql()
        + ": "
        + what
        + " (columns of the file: "
        + String.join(", ", own)
        + (names.isEmpty() ? "" : "; names of the mapping: " + String.join(", ", names))
        + ")";
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.strip().lines().findFirst().orElse(message);
  }
}

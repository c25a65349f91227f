package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.settings.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
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

  SourceExpressions(Dataset<Row> source) {
    this.source = source;
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

  /** A moment: a timestamp, a date, or a text that Spark reads as one; unreadable is null. */
  Column moment(Expression expression) {
    DataType type = typeOf(expression);
    if (type instanceof StringType) {
      return text(expression).cast(DataTypes.TimestampType);
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
                + ", not a moment; say timestamp_seconds(...) or timestamp_millis(...)"));
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

  /**
   * A JSON object: null when all its fields are.
   *
   * @param lists names of fields that are lists; a single value for one becomes a list of one
   */
  Optional<Column> object(FieldTree tree, Set<String> lists) {
    List<Column> fields = fields(tree, lists);
    return fields.isEmpty() ? Optional.empty() : Optional.of(objectOf(fields));
  }

  /** The fields of an object, each with its name. */
  List<Column> fields(FieldTree tree, Set<String> lists) {
    List<Column> fields = new ArrayList<>();
    for (Map.Entry<String, Expression> field : tree.expressions().entrySet()) {
      DataType type = typeOf(field.getValue());
      Column value = expr(field.getValue().sql());
      boolean wrapped = lists.contains(field.getKey()) && !(type instanceof ArrayType);
      fields.add((wrapped ? when(value.isNotNull(), array(value)) : value).as(field.getKey()));
    }
    for (Map.Entry<String, FieldTree> object : tree.objects().entrySet()) {
      object(object.getValue(), Set.of()).ifPresent(o -> fields.add(o.as(object.getKey())));
    }
    return fields;
  }

  static Column objectOf(List<Column> fields) {
    Column any = fields.get(0).isNotNull();
    for (Column field : fields.subList(1, fields.size())) {
      any = any.or(field.isNotNull());
    }
    return when(any, struct(fields.toArray(new Column[0])));
  }

  private DataType typeOf(Expression expression) {
    SparkCall<StructType> schema = () -> source.select(expr(expression.sql())).schema();
    try {
      return schema.run().fields()[0].dataType();
    } catch (AnalysisException | SparkException e) {
      throw new ConfigurationException(sentence(expression, firstLine(e)), e);
    }
  }

  private String sentence(Expression expression, String what) {
    List<String> columns = new ArrayList<>();
    for (String column : source.columns()) {
      if (!column.startsWith("__")) {
        columns.add(column);
      }
    }
    return expression.key()
        + " = "
        + expression.sql()
        + ": "
        + what
        + " (columns of the file: "
        + String.join(", ", columns)
        + ")";
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.strip().lines().findFirst().orElse(message);
  }
}

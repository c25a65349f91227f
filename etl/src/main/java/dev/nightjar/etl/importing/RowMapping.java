package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Maps source rows to lines of the landed form, one mapped row for every thing that a source row
 * gives, with what became of it. The first output of an input has a mapped row for every source
 * row, also for those that are kept out or broken, so that whoever asks can count them.
 */
final class RowMapping {

  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final String EARLIEST = "1970-01-01T00:00:00Z";
  private static final String LATEST = "2200-01-01T00:00:00Z";
  private static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);

  private static final String KEPT = "__kept";
  private static final String OTHERS = "__others";
  private static final String WANTED = "__wanted";
  private static final String GIVEN = "__given";

  /** Moments as the landed form writes them, whatever the session's zone. */
  static final Map<String, String> JSON =
      Map.of("timeZone", "UTC", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

  private final InputMapping input;
  private final int index;
  private final Consent consent;

  /**
   * @param index place of the input in the mapping, from 0
   */
  RowMapping(InputMapping input, int index, Consent consent) {
    this.input = input;
    this.index = index;
    this.consent = consent;
  }

  /** Mapped rows of one source dataset: a dataset for every output of the input. */
  List<Dataset<Row>> map(Dataset<Row> source, Words words) {
    SourceRows rows = SourceRows.of(source, input.rows(), words);
    rows =
        rows.with(KEPT, input.rows().keep().map(rows.expressions()::condition).orElse(lit(true)));
    List<Dataset<Row>> mapped = new ArrayList<>();
    mapped.add(first(rows));
    for (int place = 1; place < input.outputs().size(); place++) {
      mapped.add(another(rows, place));
    }
    return mapped;
  }

  private Dataset<Row> first(SourceRows rows) {
    OutputRows output = output(rows.with(OTHERS, anyOther(rows.expressions())), 0);
    Column outcome =
        when(col(MappedRows.MALFORMED).isNotNull(), MappedRows.MALFORMED_ROW)
            .when(col(KEPT).equalTo(false), MappedRows.KEPT_OUT)
            .when(col(GIVEN).equalTo(false).and(col(OTHERS)), MappedRows.ELSEWHERE)
            .when(col(GIVEN).equalTo(false), MappedRows.KEPT_OUT);
    return placed(
        output.lines(
            output
                .named()
                .withColumn(MappedRows.OUTCOME, output.outcome(outcome))
                .withColumn(MappedRows.FIRST, col(MappedRows.ELEMENT).equalTo(0))),
        0);
  }

  private Dataset<Row> another(SourceRows rows, int place) {
    OutputRows output = output(rows, place);
    return placed(
        output.lines(
            output
                .named()
                .filter(col(GIVEN).and(output.isPresent()))
                .withColumn(MappedRows.OUTCOME, output.outcome(when(lit(false), NO_TEXT)))
                .withColumn(MappedRows.FIRST, lit(false))),
        place);
  }

  private Dataset<Row> placed(Dataset<Row> lines, int place) {
    return lines.withColumn(MappedRows.INPUT, lit(index)).withColumn(MappedRows.OUTPUT, lit(place));
  }

  /** Whether a row gives anything but the first output. */
  private Column anyOther(SourceExpressions expressions) {
    Column any = lit(false);
    for (OutputMapping output : input.outputs().subList(1, input.outputs().size())) {
      Column gives = wanted(expressions, output);
      for (Expression array : firstOf(output.explode())) {
        gives = gives.and(expressions.hasElements(array));
      }
      any = any.or(gives);
    }
    return any;
  }

  /** An array inside another is only known once the outer one is taken apart. */
  private static List<Expression> firstOf(Map<String, Expression> arrays) {
    return arrays.values().stream().limit(1).toList();
  }

  /** A row for every element, and whether it gives the output. */
  private OutputRows output(SourceRows rows, int place) {
    OutputMapping output = input.outputs().get(place);
    Column readable = col(MappedRows.MALFORMED).isNull().and(col(KEPT));
    SourceRows given =
        rows.with(WANTED, readable.and(wanted(rows.expressions(), output)))
            .exploded(output.explode(), col(WANTED))
            .with(GIVEN, col(WANTED).and(col(MappedRows.WHOLE)));
    return new OutputRows(given, output, consent);
  }

  private static Column wanted(SourceExpressions expressions, OutputMapping output) {
    return output.when().map(expressions::condition).orElse(lit(true));
  }

  /** The UTC day of a moment, whatever the session's zone. */
  static Column day(Column moment) {
    return date_add(
        lit("1970-01-01").cast(DataTypes.DateType),
        floor(unix_micros(moment).divide(lit(MICROS_A_DAY))).cast(DataTypes.IntegerType));
  }

  /** Whether a moment can be that of an event: clocks that lie this much help nobody. */
  static Column plausible(Column moment) {
    return moment
        .geq(lit(EARLIEST).cast(DataTypes.TimestampType))
        .and(moment.lt(lit(LATEST).cast(DataTypes.TimestampType)));
  }

  static Column noText(String name) {
    return NO_TEXT.as(name);
  }

  /** What tells which of several records is the newest. */
  static Column recency(Column moment, Column element) {
    return struct(
        moment.as(MappedRows.AT),
        col(MappedRows.FILE),
        col(MappedRows.BLOCK),
        col(MappedRows.ROW),
        element.as(MappedRows.ELEMENT));
  }
}

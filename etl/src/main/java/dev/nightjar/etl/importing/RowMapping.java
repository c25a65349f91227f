package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Maps source rows to lines of the landed form, one mapped row a source row, with what became of
 * it. Nothing is dropped here: rows that are kept out or break a rule are counted by whoever asks.
 */
final class RowMapping {

  private static final Set<String> ITEM_LISTS = Set.of("categories", "tags");
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final String EARLIEST = "1970-01-01T00:00:00Z";
  private static final String LATEST = "2200-01-01T00:00:00Z";
  private static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);

  private static final Column NO_TIME = lit(null).cast(DataTypes.TimestampType);
  private static final String KEPT = "__kept";
  private static final String ACCEPTED = "__accepted";
  private static final String ITEM_ID = "__item_id";
  private static final String ITEM = "__item";
  private static final String RECENT = "__recent";

  /** Moments as the landed form writes them, whatever the session's zone. */
  static final Map<String, String> JSON =
      Map.of("timeZone", "UTC", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

  private RowMapping() {}

  /**
   * Maps the rows of one source dataset.
   *
   * @param index place of the input in the mapping, from 0
   */
  static Dataset<Row> map(Dataset<Row> source, InputMapping input, int index, Consent consent) {
    SourceExpressions expressions = new SourceExpressions(source);
    Optional<EventColumns> event =
        input.event().map(mapping -> EventColumns.of(expressions, mapping, consent));
    return source
        .select(withNamed(expressions, input, event))
        .withColumn(MappedRows.OUTCOME, outcome(event.isPresent()))
        .withColumn(ACCEPTED, col(MappedRows.OUTCOME).equalTo(MappedRows.ACCEPTED))
        .select(
            col("*"),
            when(col(ACCEPTED), event.map(EventColumns::body).orElse(NO_TEXT))
                .as(EventColumns.BODY))
        .select(
            lit(index).as(MappedRows.INPUT),
            col(MappedRows.OUTCOME),
            whenAccepted(col(EventColumns.AT)).as(MappedRows.AT),
            whenAccepted(day(col(EventColumns.AT))).as(MappedRows.DAY),
            whenAccepted(event.isEmpty() ? NO_TEXT : EventColumns.name()).as(MappedRows.EVENT_NAME),
            whenAccepted(event.isEmpty() ? NO_TEXT : EventColumns.line())
                .cast(DataTypes.BinaryType)
                .as(MappedRows.EVENT_LINE),
            whenAccepted(col(ITEM_ID)).as(MappedRows.ITEM_ID),
            whenAccepted(input.item().isEmpty() ? NO_TEXT : itemLine()).as(MappedRows.ITEM_LINE),
            whenAccepted(recency(col(RECENT))).as(MappedRows.RECENCY),
            when(col(ACCEPTED).or(col(MappedRows.OUTCOME).equalTo(MappedRows.KEPT_OUT)), NO_TEXT)
                .otherwise(example(source))
                .as(MappedRows.EXAMPLE));
  }

  /** All columns of the source, and what the mapping's expressions give, each under a name. */
  private static Column[] withNamed(
      SourceExpressions expressions, InputMapping input, Optional<EventColumns> event) {
    List<Column> columns = new ArrayList<>();
    columns.add(col("*"));
    columns.add(input.keep().map(expressions::condition).orElse(lit(true)).as(KEPT));
    columns.addAll(event.map(EventColumns::named).orElse(List.of(NO_TIME.as(EventColumns.AT))));
    Optional<ItemMapping> item = input.item();
    columns.add(expressions.text(item.map(ItemMapping::itemId)).as(ITEM_ID));
    Optional<Column> own = item.flatMap(ItemMapping::timestamp).map(expressions::moment);
    Optional<Column> events = input.event().map(e -> expressions.moment(e.timestamp()));
    columns.add(own.or(() -> events).orElse(NO_TIME).as(RECENT));
    item.ifPresent(mapping -> columns.add(record(expressions, mapping).as(ITEM)));
    return columns.toArray(new Column[0]);
  }

  private static Column record(SourceExpressions expressions, ItemMapping item) {
    List<Column> fields = new ArrayList<>();
    fields.add(expressions.text(item.itemId()).as(EventFields.ITEM_ID));
    fields.addAll(expressions.fields(item.fields(), ITEM_LISTS));
    return struct(fields.toArray(new Column[0]));
  }

  private static Column outcome(boolean event) {
    Column outcome =
        when(col(MappedRows.MALFORMED).isNotNull(), MappedRows.MALFORMED_ROW)
            .when(col(KEPT).equalTo(false), MappedRows.KEPT_OUT);
    outcome =
        event
            ? EventColumns.outcome(outcome)
            : outcome.when(col(ITEM_ID).isNull(), MappedRows.ITEM_ID_MISSING);
    return outcome.otherwise(MappedRows.ACCEPTED);
  }

  private static Column whenAccepted(Column column) {
    return when(col(ACCEPTED), column);
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

  static Column recency(Column moment) {
    return struct(
        moment.as(MappedRows.AT), col(MappedRows.FILE), col(MappedRows.BLOCK), col(MappedRows.ROW));
  }

  private static Column itemLine() {
    return when(col(ITEM_ID).isNotNull(), to_json(col(ITEM), JSON));
  }

  /** File and row as people can read them. */
  private static Column example(Dataset<Row> source) {
    List<Column> own =
        Arrays.stream(source.columns())
            .filter(name -> !name.startsWith("__"))
            .map(name -> col("`" + name.replace("`", "``") + "`"))
            .toList();
    return concat(
        regexp_extract(col(MappedRows.FILE), "[^/]+$", 0),
        lit(": "),
        coalesce(col(MappedRows.MALFORMED), to_json(struct(own.toArray(new Column[0])), JSON)));
  }
}

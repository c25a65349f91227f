package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows that give one output, on their way to lines: first what its expressions give, each under
 * a name, then what becomes of the row, then the lines. Each step is a projection of its own, so
 * that Spark computes nothing twice.
 */
final class OutputRows {

  private static final SourceExpressions.Fields ITEM_FIELDS =
      new SourceExpressions.Fields(
          Set.of("categories", "tags"),
          Set.of("published_at", "available_from", "available_until"));
  private static final Column NO_TEXT = lit(null).cast(DataTypes.StringType);
  private static final Column NO_TIME = lit(null).cast(DataTypes.TimestampType);
  private static final String ACCEPTED = "__accepted";
  private static final String ITEM_ID = "__item_id";
  private static final String ITEM = "__item";
  private static final String RECENT = "__recent";

  private final SourceRows rows;
  private final SourceExpressions expressions;
  private final Optional<EventColumns> event;
  private final Optional<ItemMapping> item;
  private final Optional<Column> at;

  OutputRows(SourceRows rows, OutputMapping output, Consent consent) {
    this.rows = rows;
    this.expressions = rows.expressions();
    this.event = output.event().map(mapping -> EventColumns.of(expressions, mapping, consent));
    this.item = output.item();
    this.at = output.event().map(EventMapping::timestamp).or(output::at).map(expressions::moment);
  }

  /** What the output's expressions give, beside all that was there. */
  Dataset<Row> named() {
    List<Column> columns = new ArrayList<>();
    columns.add(col("*"));
    columns.addAll(event.map(EventColumns::named).orElseGet(this::momentOfAnEvent));
    columns.add(expressions.text(item.map(ItemMapping::itemId)).as(ITEM_ID));
    Optional<Column> own = item.flatMap(ItemMapping::timestamp).map(expressions::moment);
    columns.add(own.or(() -> at).orElse(NO_TIME).as(RECENT));
    item.ifPresent(mapping -> columns.add(record(mapping).as(ITEM)));
    return rows.rows().select(columns.toArray(new Column[0]));
  }

  /** A record goes by the day of an event beside it, whose own rules speak of a bad moment. */
  private List<Column> momentOfAnEvent() {
    Column moment = at.map(m -> when(RowMapping.plausible(m), m)).orElse(NO_TIME);
    return List.of(moment.as(EventColumns.AT));
  }

  private Column record(ItemMapping mapping) {
    List<Column> fields = new ArrayList<>();
    fields.add(expressions.text(mapping.itemId()).as(EventFields.ITEM_ID));
    fields.addAll(expressions.fields(mapping.fields(), ITEM_FIELDS));
    return struct(fields.toArray(new Column[0]));
  }

  /** Continues a chain of conditions with the rules that the output has to keep. */
  Column outcome(Column before) {
    Column outcome =
        event.isPresent()
            ? EventColumns.outcome(before)
            : before.when(col(ITEM_ID).isNull(), MappedRows.ITEM_ID_MISSING);
    return outcome.otherwise(MappedRows.ACCEPTED);
  }

  /** False for a record without an id: beside another output it may be missing. */
  Column isPresent() {
    return event.isPresent() ? lit(true) : col(ITEM_ID).isNotNull();
  }

  /** Lines of rows that have their names and their outcome. */
  Dataset<Row> lines(Dataset<Row> named) {
    return named
        .withColumn(ACCEPTED, col(MappedRows.OUTCOME).equalTo(MappedRows.ACCEPTED))
        .select(
            col("*"),
            when(col(ACCEPTED), event.map(EventColumns::body).orElse(NO_TEXT))
                .as(EventColumns.BODY))
        .select(
            col(MappedRows.FIRST),
            col(MappedRows.OUTCOME),
            whenAccepted(col(EventColumns.AT)).as(MappedRows.AT),
            whenAccepted(RowMapping.day(col(EventColumns.AT))).as(MappedRows.DAY),
            whenAccepted(event.isEmpty() ? NO_TEXT : EventColumns.name()).as(MappedRows.EVENT_NAME),
            whenAccepted(event.isEmpty() ? NO_TEXT : EventColumns.line())
                .cast(DataTypes.BinaryType)
                .as(MappedRows.EVENT_LINE),
            whenAccepted(col(ITEM_ID)).as(MappedRows.ITEM_ID),
            whenAccepted(item.isEmpty() ? NO_TEXT : itemLine()).as(MappedRows.ITEM_LINE),
            whenAccepted(RowMapping.recency(col(RECENT), col(MappedRows.ELEMENT)))
                .as(MappedRows.RECENCY),
            when(
                    col(MappedRows.OUTCOME)
                        .isin(MappedRows.ACCEPTED, MappedRows.KEPT_OUT, MappedRows.ELSEWHERE),
                    NO_TEXT)
                .otherwise(example())
                .as(MappedRows.EXAMPLE));
  }

  private static Column whenAccepted(Column column) {
    return when(col(ACCEPTED), column);
  }

  private static Column itemLine() {
    return when(col(ITEM_ID).isNotNull(), to_json(col(ITEM), RowMapping.JSON));
  }

  /** File and row as people can read them. */
  private Column example() {
    Column[] own =
        rows.own().stream()
            .map(name -> col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    return concat(
        regexp_extract(col(MappedRows.FILE), "[^/]+$", 0),
        lit(": "),
        coalesce(col(MappedRows.MALFORMED), to_json(struct(own), RowMapping.JSON)));
  }
}

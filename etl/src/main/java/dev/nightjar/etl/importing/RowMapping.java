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

  /** Moments as the landed form writes them, whatever the session's zone. */
  private static final Map<String, String> JSON =
      Map.of("timeZone", "UTC", "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

  private RowMapping() {}

  /**
   * Maps the rows of one source dataset.
   *
   * @param index place of the input in the mapping, from 0
   */
  static Dataset<Row> map(Dataset<Row> source, InputMapping input, int index, Consent consent) {
    SourceExpressions expressions = new SourceExpressions(source);
    Column malformed = col(MappedRows.MALFORMED).isNotNull();
    Column kept = input.keep().map(expressions::condition).orElse(lit(true));
    Column outcome =
        when(malformed, MappedRows.MALFORMED_ROW).when(kept.equalTo(false), MappedRows.KEPT_OUT);
    EventColumns event = input.event().map(e -> EventColumns.of(expressions, e)).orElse(null);
    if (event != null) {
      outcome = event.outcome(outcome);
    }
    Column itemId = expressions.text(input.item().map(ItemMapping::itemId));
    if (event == null) {
      outcome = outcome.when(itemId.isNull(), MappedRows.ITEM_ID_MISSING);
    }
    outcome = outcome.otherwise(MappedRows.ACCEPTED);
    Column accepted = outcome.equalTo(MappedRows.ACCEPTED);
    Column at = event == null ? lit(null).cast(DataTypes.TimestampType) : event.at();
    Column recent =
        input.item().flatMap(ItemMapping::timestamp).map(expressions::moment).orElse(at);
    return source.select(
        lit(index).as(MappedRows.INPUT),
        outcome.as(MappedRows.OUTCOME),
        when(accepted, at).as(MappedRows.AT),
        when(accepted, day(at)).as(MappedRows.DAY),
        when(accepted, event == null ? NO_TEXT : event.line(consent, JSON))
            .cast(DataTypes.BinaryType)
            .as(MappedRows.EVENT_LINE),
        when(accepted, itemId).as(MappedRows.ITEM_ID),
        when(accepted.and(itemId.isNotNull()), itemLine(expressions, input.item(), itemId))
            .as(MappedRows.ITEM_LINE),
        when(accepted.and(itemId.isNotNull()), recency(recent)).as(MappedRows.RECENCY),
        when(accepted.or(outcome.equalTo(MappedRows.KEPT_OUT)), NO_TEXT)
            .otherwise(example(source))
            .as(MappedRows.EXAMPLE));
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
        moment.as(MappedRows.AT),
        col(MappedRows.FILE),
        col(MappedRows.BLOCK),
        col(MappedRows.ROW));
  }

  private static Column itemLine(
      SourceExpressions expressions, Optional<ItemMapping> item, Column itemId) {
    if (item.isEmpty()) {
      return NO_TEXT;
    }
    List<Column> fields = new ArrayList<>();
    fields.add(itemId.as(EventFields.ITEM_ID));
    fields.addAll(expressions.fields(item.get().fields(), ITEM_LISTS));
    return to_json(struct(fields.toArray(new Column[0])), JSON);
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

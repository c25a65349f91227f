package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.EventFields;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Lines that already have the landed form. Their bytes are not touched; only the day is read off
 * them. A line without a readable moment takes that of the last line before it in its file that has
 * one, so that malformed lines reach the night too, which accounts for them.
 */
final class LandedLines {

  private static final String TEXT = "value";
  private static final String ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private LandedLines() {}

  /** Lines as mapped rows; the moment stays null where the whole file has none. */
  static Dataset<Row> map(Dataset<Row> source, InputMapping input, int index) {
    return input.source().feed() == Feed.ITEMS ? items(source, index) : events(source, index);
  }

  private static Dataset<Row> events(Dataset<Row> source, int index) {
    WindowSpec inFile =
        Window.partitionBy(MappedRows.FILE).orderBy(MappedRows.BLOCK, MappedRows.ROW);
    WindowSpec before = inFile.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    WindowSpec after = inFile.rowsBetween(Window.currentRow(), Window.unboundedFollowing());
    Column own = coalesce(moment(EventFields.TIMESTAMP), moment(EventFields.RECEIVED_AT));
    Column at =
        coalesce(
            last(col(MappedRows.AT), true).over(before),
            first(col(MappedRows.AT), true).over(after));
    return source
        .withColumn(MappedRows.AT, own)
        .withColumn(MappedRows.AT, at)
        .select(
            lit(index).as(MappedRows.INPUT),
            lit(0).as(MappedRows.OUTPUT),
            lit(true).as(MappedRows.FIRST),
            lit(MappedRows.ACCEPTED).as(MappedRows.OUTCOME),
            col(MappedRows.AT),
            RowMapping.day(col(MappedRows.AT)).as(MappedRows.DAY),
            get_json_object(col(TEXT), "$." + EventFields.EVENT).as(MappedRows.EVENT_NAME),
            col(TEXT).cast(DataTypes.BinaryType).as(MappedRows.EVENT_LINE),
            RowMapping.noText(MappedRows.ITEM_ID),
            RowMapping.noText(MappedRows.ITEM_LINE),
            RowMapping.recency(lit(null).cast(DataTypes.TimestampType), lit(0L))
                .as(MappedRows.RECENCY),
            RowMapping.noText(MappedRows.EXAMPLE));
  }

  private static Dataset<Row> items(Dataset<Row> source, int index) {
    Column never = lit(null).cast(DataTypes.TimestampType);
    return source.select(
        lit(index).as(MappedRows.INPUT),
        lit(0).as(MappedRows.OUTPUT),
        lit(true).as(MappedRows.FIRST),
        lit(MappedRows.ACCEPTED).as(MappedRows.OUTCOME),
        never.as(MappedRows.AT),
        RowMapping.day(never).as(MappedRows.DAY),
        RowMapping.noText(MappedRows.EVENT_NAME),
        lit(null).cast(DataTypes.BinaryType).as(MappedRows.EVENT_LINE),
        RowMapping.noText(MappedRows.ITEM_ID),
        col(TEXT).as(MappedRows.ITEM_LINE),
        RowMapping.recency(never, lit(0L)).as(MappedRows.RECENCY),
        RowMapping.noText(MappedRows.EXAMPLE));
  }

  private static Column moment(String field) {
    Column text = get_json_object(col(TEXT), "$." + field);
    Column moment = when(text.rlike(ISO), text.cast(DataTypes.TimestampType));
    return when(RowMapping.plausible(moment), moment);
  }
}

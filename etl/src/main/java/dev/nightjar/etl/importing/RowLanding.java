package dev.nightjar.etl.importing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Turns mapped rows into the lines that are landed, each with its day. An event lands on its own
 * day. The records of an item land as one, on the first day on which their input mentions the item;
 * without days of its own, on the day that the caller gives.
 */
final class RowLanding {

  private RowLanding() {}

  /**
   * Lines to land.
   *
   * @param dayless the day of lines that have none
   */
  static Dataset<Row> lines(Dataset<Row> mapped, LocalDate dayless) {
    Column fallback = lit(Date.valueOf(dayless));
    return events(mapped, fallback)
        .unionByName(mergedItems(mapped, fallback))
        .unionByName(passedItems(mapped, fallback));
  }

  private static Dataset<Row> events(Dataset<Row> mapped, Column fallback) {
    return mapped
        .filter(col(MappedRows.EVENT_LINE).isNotNull())
        .select(
            lit(Feed.EVENTS.key()).as(MappedRows.FEED),
            coalesce(col(MappedRows.DAY), fallback).as(MappedRows.DAY),
            col(MappedRows.AT),
            noRecency(),
            col(MappedRows.EVENT_LINE).as(MappedRows.LINE));
  }

  private static Dataset<Row> mergedItems(Dataset<Row> mapped, Column fallback) {
    return CatalogMerge.perItem(mapped, fallback)
        .select(
            lit(Feed.ITEMS.key()).as(MappedRows.FEED),
            col(MappedRows.DAY),
            noTime(),
            noRecency(),
            col(MappedRows.ITEM_LINE).cast(DataTypes.BinaryType).as(MappedRows.LINE));
  }

  /** Catalogue lines in the landed form: all of them, in the order of their files. */
  private static Dataset<Row> passedItems(Dataset<Row> mapped, Column fallback) {
    return mapped
        .filter(col(MappedRows.ITEM_ID).isNull().and(col(MappedRows.ITEM_LINE).isNotNull()))
        .select(
            lit(Feed.ITEMS.key()).as(MappedRows.FEED),
            fallback.as(MappedRows.DAY),
            noTime(),
            col(MappedRows.RECENCY),
            col(MappedRows.ITEM_LINE).cast(DataTypes.BinaryType).as(MappedRows.LINE));
  }

  /** Sums up the files that were written. */
  static ImportSummary.Landed landed(List<Row> files) {
    long events = 0;
    long items = 0;
    long present = 0;
    Set<Object> days = new HashSet<>();
    for (Row file : files) {
      long lines = file.getAs(MappedRows.LINES);
      boolean isEvents = Feed.EVENTS.key().equals(file.getAs(MappedRows.FEED));
      events += isEvents ? lines : 0;
      items += isEvents ? 0 : lines;
      boolean isPresent = file.getAs(MappedRows.PRESENT);
      present += isPresent ? 1 : 0;
      days.add(file.getAs(MappedRows.DAY));
    }
    return new ImportSummary.Landed(events, items, days.size(), files.size() - present, present);
  }

  private static Column noTime() {
    return lit(null).cast(DataTypes.TimestampType).as(MappedRows.AT);
  }

  private static Column noRecency() {
    return lit(null).cast(MappedRows.RECENCY_TYPE).as(MappedRows.RECENCY);
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.ContextLiftsFile;
import java.time.ZoneId;
import org.apache.spark.sql.Column;

/**
 * The cells of the context that an interaction lies in: a dimension, a value of it, and what the
 * value is asked within. A phone's system says much of what its device says already, so each of
 * these is there twice: by itself, for requests that say nothing else, and within those that stand
 * before it, so that lifts of one request may be added up (the chain rule of probability). Static,
 * no state.
 */
final class ContextCells {
  /** Field of a cell: values that are held fixed; empty for none. */
  static final String WITHIN = "within";

  private static final String CELL =
      "struct<%s:string,%s:string,%s:string>"
          .formatted(ContextLiftsFile.DIMENSION, ContextLiftsFile.VALUE, WITHIN);

  private static final int HOURS = 6;
  private static final int SUNDAY = 1;
  private static final int SATURDAY = 7;

  private ContextCells() {}

  /**
   * The cells of a row of silver.interactions whose value is known.
   *
   * @param zone the clocks that tell the parts of the day
   */
  static Column of(ZoneId zone) {
    Column there = from_utc_timestamp(col(Interactions.OCCURRED_AT), zone.getId());
    Column dayparts =
        array(ItemColumns.DAYPARTS.stream().map(part -> lit(part)).toArray(Column[]::new));
    Column daypart = get(dayparts, floor(hour(there).divide(HOURS)).cast("int"));
    Column week =
        when(dayofweek(there).isin(SATURDAY, SUNDAY), ItemColumns.WEEKEND)
            .otherwise(ItemColumns.WORKDAY);
    Column device = col(Interactions.DEVICE);
    Column country = col(Interactions.COUNTRY);
    Column os = col(Interactions.OS);
    Column browser = col(Interactions.BROWSER);
    Column language = col(Interactions.LANGUAGE);
    Column named =
        array(
            cell(ItemColumns.DEVICE, device),
            cell(ItemColumns.COUNTRY, country),
            cell(ItemColumns.DAYPART, daypart),
            cell(ItemColumns.WEEK, week),
            cell(ItemColumns.OS, os),
            cell(ItemColumns.beyond(ItemColumns.OS), os, device),
            cell(ItemColumns.BROWSER, browser),
            cell(ItemColumns.beyond(ItemColumns.BROWSER), browser, device, os),
            cell(ItemColumns.LANGUAGE, language),
            cell(ItemColumns.beyond(ItemColumns.LANGUAGE), language, country),
            cell(ItemColumns.REFERRER, col(Interactions.REFERRER)));
    Column known = filter(named, cell -> cell.getField(ContextLiftsFile.VALUE).isNotNull());
    return concat(known, coalesce(free(), array().cast("array<" + CELL + ">")));
  }

  private static Column free() {
    return transform(
        col(Interactions.CONTEXT),
        entry ->
            struct(
                concat(lit(ItemColumns.free("")), entry.getField(Interactions.CONTEXT_NAME))
                    .as(ContextLiftsFile.DIMENSION),
                entry.getField(Interactions.CONTEXT_VALUE).as(ContextLiftsFile.VALUE),
                lit("").as(WITHIN)));
  }

  private static Column cell(String dimension, Column value, Column... within) {
    Column fixed = lit("");
    for (Column each : within) {
      fixed = concat(fixed, coalesce(each, lit("")), lit("|"));
    }
    return struct(
        lit(dimension).as(ContextLiftsFile.DIMENSION),
        value.as(ContextLiftsFile.VALUE),
        fixed.as(WITHIN));
  }
}

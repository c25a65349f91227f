package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Items;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The catalogue as of the end of a night: of each field the newest value that any record gave, in
 * order of arrival day, file and line. A record that does not name a field leaves it as it was.
 */
public final class Catalog {

  private static final String ORDER = "arrival";
  private static final String FLAG = "said_available";

  private static final List<String> MERGED =
      List.of(
          BronzeItems.TITLE,
          BronzeItems.CATEGORIES,
          BronzeItems.TAGS,
          BronzeItems.DESCRIPTION,
          BronzeItems.URL,
          BronzeItems.IMAGE_URL,
          BronzeItems.PRICE,
          BronzeItems.CURRENCY,
          BronzeItems.PUBLISHED_AT,
          BronzeItems.AVAILABLE_FROM,
          BronzeItems.AVAILABLE_UNTIL);

  private Catalog() {}

  /** Rows of silver.items from rows of bronze.items. */
  public static Dataset<Row> perItem(Dataset<Row> records, LocalDate runDate) {
    List<Column> newest = new ArrayList<>();
    MERGED.forEach(field -> newest.add(newest(field).as(field)));
    newest.add(newest(BronzeItems.AVAILABLE).as(FLAG));
    newest.add(newest(BronzeItems.DELETED).as(BronzeItems.DELETED));
    newest.add(max(BronzeItems.LANDING_DATE).cast(DataTypes.TimestampType).as(Items.UPDATED_AT));
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return records
        .where(col(BronzeItems.LANDING_DATE).leq(runDate))
        .withColumn(ORDER, struct(BronzeItems.LANDING_DATE, BronzeItems.SOURCE, BronzeItems.LINE))
        .groupBy(BronzeItems.ITEM_ID)
        .agg(newest.get(0), newest.subList(1, newest.size()).toArray(Column[]::new))
        .withColumn(Items.AVAILABLE, isAvailable(end))
        .select(
            Arrays.stream(Items.SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }

  private static Column newest(String field) {
    return max_by(col(field), when(col(field).isNotNull(), col(ORDER)));
  }

  private static Column isAvailable(Instant end) {
    Column started = coalesce(col(Items.AVAILABLE_FROM).leq(end), lit(true));
    Column notEnded = coalesce(col(Items.AVAILABLE_UNTIL).gt(end), lit(true));
    return coalesce(col(FLAG), lit(true))
        .and(not(col(BronzeItems.DELETED)))
        .and(started)
        .and(notEnded);
  }
}

package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The catalogue as of the end of a night: of each field the newest value that any record gave, in
 * order of what the sender says it was updated at, else of its arrival. A record that does not name
 * a field leaves it as it was.
 */
public final class Catalog {

  /** A takedown or its end: the item, the moment, and whether it is withheld from then on. */
  public static final StructType TAKEDOWNS =
      new StructType()
          .add(BronzeItems.ITEM_ID, DataTypes.StringType, false)
          .add(Names.MOMENT, DataTypes.TimestampType, false)
          .add(Names.WITHHELD, DataTypes.BooleanType, false);

  /** Columns that live within this class. */
  private interface Names {
    String MOMENT = "moment";
    String WITHHELD = "withheld";
    String ORDER = "fact_order";
    String FLAG = "said_available";
    String FROM = "from_micros";
    String UNTIL = "until_micros";
    String PROPERTY = "property";
    String SAID = "said";
  }

  private static final DataType INTERVALS =
      DataTypes.createArrayType(
          new StructType()
              .add(Names.FROM, DataTypes.LongType)
              .add(Names.UNTIL, DataTypes.LongType)
              .add(Items.WHY, DataTypes.StringType));

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

  /** The catalogue as its records had it, whatever was taken down. */
  public static Dataset<Row> perItem(Dataset<Row> records, LocalDate runDate) {
    return merged(withMoment(records, runDate), runDate);
  }

  /**
   * Rows of silver.items from rows of bronze.items.
   *
   * @param takedowns rows of {@link #TAKEDOWNS}: they hold whatever the run date is, because they
   *     are about what may be offered from now on
   */
  public static Dataset<Row> perItem(
      Dataset<Row> records, Dataset<Row> takedowns, LocalDate runDate) {
    return merged(withMoment(records, runDate).unionByName(takedowns, true), runDate);
  }

  /**
   * Records that had arrived by the run date, with the moment at which they became true. None is
   * truer than its day of arrival, so that a wrong clock cannot outrank all later records.
   */
  private static Dataset<Row> withMoment(Dataset<Row> records, LocalDate runDate) {
    Column arrived = col(BronzeItems.LANDING_DATE).cast(DataTypes.TimestampType);
    Column dayAfter = date_add(col(BronzeItems.LANDING_DATE), 1).cast(DataTypes.TimestampType);
    return records
        .where(col(BronzeItems.LANDING_DATE).leq(runDate))
        .withColumn(Names.MOMENT, least(coalesce(col(BronzeItems.UPDATED_AT), arrived), dayAfter))
        .withColumn(Names.WITHHELD, lit(null).cast(DataTypes.BooleanType));
  }

  private static Dataset<Row> merged(Dataset<Row> unordered, LocalDate runDate) {
    Dataset<Row> facts =
        unordered.withColumn(
            Names.ORDER,
            struct(Names.MOMENT, BronzeItems.LANDING_DATE, BronzeItems.SOURCE, BronzeItems.LINE));
    List<Column> newest = new ArrayList<>();
    MERGED.forEach(field -> newest.add(newest(field).as(field)));
    newest.add(newest(BronzeItems.AVAILABLE).as(Names.FLAG));
    newest.add(newest(BronzeItems.DELETED).as(BronzeItems.DELETED));
    newest.add(newest(Names.WITHHELD).as(Names.WITHHELD));
    newest.add(max(Names.MOMENT).as(Items.UPDATED_AT));
    newest.add(array_sort(collect_list(said())).as(Items.AVAILABILITY));
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return facts
        .groupBy(BronzeItems.ITEM_ID)
        .agg(newest.get(0), newest.subList(1, newest.size()).toArray(Column[]::new))
        .withColumn(Items.AVAILABLE, isAvailable(end))
        .withColumn(Items.AVAILABILITY, history(col(Items.AVAILABILITY)))
        .join(properties(facts), new String[] {BronzeItems.ITEM_ID}, "left")
        .select(
            Arrays.stream(Items.SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }

  /** Of each property the newest value, a map an item that has any: never all records of one. */
  private static Dataset<Row> properties(Dataset<Row> facts) {
    Column named =
        explode(col(BronzeItems.PROPERTIES)).as(new String[] {Names.PROPERTY, Names.SAID});
    return facts
        .select(col(BronzeItems.ITEM_ID), col(Names.ORDER), named)
        .groupBy(BronzeItems.ITEM_ID, Names.PROPERTY)
        .agg(newest(Names.SAID).as(Names.SAID))
        .groupBy(BronzeItems.ITEM_ID)
        .agg(
            map_from_entries(array_sort(collect_list(struct(Names.PROPERTY, Names.SAID))))
                .as(Items.PROPERTIES));
  }

  private static Column newest(String field) {
    return max_by(col(field), when(col(field).isNotNull(), col(Names.ORDER)));
  }

  private static Column isAvailable(Instant end) {
    Column started = coalesce(col(Items.AVAILABLE_FROM).leq(end), lit(true));
    Column notEnded = coalesce(col(Items.AVAILABLE_UNTIL).gt(end), lit(true));
    return coalesce(col(Names.FLAG), lit(true))
        .and(not(coalesce(col(BronzeItems.DELETED), lit(false))))
        .and(not(coalesce(col(Names.WITHHELD), lit(false))))
        .and(started)
        .and(notEnded);
  }

  /** What one fact says of the availability, sortable by its order. */
  private static Column said() {
    return struct(
        col(Names.ORDER),
        unix_micros(col(Names.MOMENT)).as(Names.MOMENT),
        col(BronzeItems.AVAILABLE),
        unix_micros(col(BronzeItems.AVAILABLE_FROM)).as(Names.FROM),
        unix_micros(col(BronzeItems.AVAILABLE_UNTIL)).as(Names.UNTIL),
        col(BronzeItems.DELETED),
        col(Names.WITHHELD));
  }

  /** A UDF, because each interval depends on all that was said before it. */
  private static Column history(Column facts) {
    UDF1<Seq<Row>, Row[]> intervals = Catalog::intervals;
    return transform(
        udf(intervals, INTERVALS).apply(facts),
        interval ->
            struct(
                timestamp_micros(interval.getField(Names.FROM)).as(Items.VALID_FROM),
                timestamp_micros(interval.getField(Names.UNTIL)).as(Items.VALID_UNTIL),
                interval.getField(Items.WHY).equalTo(Items.OFFERED).as(Items.AVAILABLE),
                interval.getField(Items.WHY).as(Items.WHY)));
  }

  private static Row[] intervals(Seq<Row> facts) {
    List<AvailabilityHistory.Fact> all = new ArrayList<>();
    for (Row row : CollectionConverters.asJava(facts)) {
      all.add(
          new AvailabilityHistory.Fact(
              row.getLong(1),
              row.<Boolean>getAs(2),
              row.<Long>getAs(3),
              row.<Long>getAs(4),
              row.<Boolean>getAs(5),
              row.<Boolean>getAs(6)));
    }
    return AvailabilityHistory.of(all).stream()
        .map(interval -> RowFactory.create(interval.from(), interval.until(), interval.why()))
        .toArray(Row[]::new);
  }
}

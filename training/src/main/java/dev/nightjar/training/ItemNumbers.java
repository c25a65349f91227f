package dev.nightjar.training;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ItemColumnsFile;
import dev.nightjar.training.tables.Preferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a ranker wants to know of an item: how popular it is at several speeds of forgetting, when
 * it was last met, whether and when people come back to it, its age and its price. The unit of
 * popularity is the person-day, as in {@link Popularity}, divided by that of the most popular item,
 * so that a number means the same in a busy month and a quiet one. Static transforms, no state.
 */
final class ItemNumbers {
  private static final int DIGITS = 6;

  /** A share of nothing is 0. */
  private static final double LEAST = 1e-9;

  private ItemNumbers() {}

  /**
   * A row an item, schema {@link ItemColumnsFile}, as of the cut-off.
   *
   * @param interactions of the window
   * @param preferences made from the same, schema {@link Preferences}
   * @param items silver.items; its prices are those of the night
   */
  static Dataset<Row> perItem(
      Dataset<Row> interactions, Dataset<Row> preferences, Dataset<Row> items, Instant cutoff) {
    return popularities(interactions, cutoff)
        .join(repeats(preferences), ItemColumnsFile.ITEM_ID)
        .join(described(items, cutoff), new String[] {ItemColumnsFile.ITEM_ID}, "left")
        .select(
            Arrays.stream(ItemColumnsFile.SCHEMA.fieldNames())
                .map(name -> col(name))
                .toArray(Column[]::new));
  }

  /** What the catalogue says; an item that was to come after the cut-off has no age yet. */
  private static Dataset<Row> described(Dataset<Row> items, Instant cutoff) {
    Column age = PreferenceAggregation.daysSince(col(Items.PUBLISHED_AT), cutoff);
    return items.select(
        col(Items.ITEM_ID).as(ItemColumnsFile.ITEM_ID),
        when(age.geq(0), round(age, DIGITS)).as(ItemColumns.PUBLISHED),
        when(col(Items.PRICE).gt(0), round(log(col(Items.PRICE)), DIGITS)).as(ItemColumns.PRICE));
  }

  /** How many of an item's persons came back to it, and after how long. */
  private static Dataset<Row> repeats(Dataset<Row> preferences) {
    Column times = sum(col(Preferences.DAYS).minus(1));
    return preferences
        .where(col(Preferences.DAYS).gt(0))
        .groupBy(col(Preferences.ITEM_ID).as(ItemColumnsFile.ITEM_ID))
        .agg(
            round(avg(col(Preferences.DAYS).gt(1).cast("int")), DIGITS)
                .as(ItemColumns.REPEAT_SHARE),
            when(times.gt(0), round(sum(Preferences.SPAN_DAYS).divide(times), DIGITS))
                .as(ItemColumns.REPEAT_DAYS));
  }

  private static Dataset<Row> popularities(Dataset<Row> interactions, Instant cutoff) {
    Column noon = noon(col(Interactions.EVENT_DATE));
    Dataset<Row> personDays =
        interactions
            .where(col(Interactions.STRENGTH).gt(0))
            .select(Interactions.PERSON_ID, Interactions.ITEM_ID, Interactions.EVENT_DATE)
            .distinct();
    List<Column> sums = new ArrayList<>();
    for (int days : ItemColumns.HALF_LIVES) {
      sums.add(
          ExactSum.of(PreferenceAggregation.decay(noon, cutoff, days))
              .as(ItemColumns.popular(days)));
    }
    sums.add(ExactSum.of(lit(1.0)).as(ItemColumns.POPULAR_ALL));
    sums.add(age(max(Interactions.EVENT_DATE), cutoff).as(ItemColumns.IDLE));
    Dataset<Row> numbers =
        personDays
            .groupBy(col(Interactions.ITEM_ID).as(ItemColumnsFile.ITEM_ID))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    return shares(numbers);
  }

  private static Dataset<Row> shares(Dataset<Row> numbers) {
    List<Column> most = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (String name : List.of(ItemColumnsFile.ITEM_ID, ItemColumns.IDLE)) {
      columns.add(col(name));
    }
    for (String name : ItemColumns.popularities()) {
      String best = "most_" + name;
      most.add(max(col(name)).as(best));
      columns.add(round(col(name).divide(greatest(col(best), lit(LEAST))), DIGITS).as(name));
    }
    Dataset<Row> best =
        numbers.agg(most.get(0), most.subList(1, most.size()).toArray(Column[]::new));
    return numbers.crossJoin(functions.broadcast(best)).select(columns.toArray(Column[]::new));
  }

  private static Column age(Column date, Instant cutoff) {
    return round(greatest(PreferenceAggregation.daysSince(noon(date), cutoff), lit(0.0)), DIGITS);
  }

  /** A day stands for its middle. */
  private static Column noon(Column date) {
    return timestamp_add("HOUR", lit(12), date.cast("timestamp"));
  }
}

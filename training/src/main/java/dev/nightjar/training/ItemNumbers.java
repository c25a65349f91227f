package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.timestamp_add;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.tables.ItemColumnsFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a ranker wants to know of an item: how popular it is at several speeds of forgetting. The
 * unit is the person-day, as in {@link Popularity}, divided by that of the most popular item, so
 * that a number means the same in a busy month and a quiet one. Static transforms, no state.
 */
final class ItemNumbers {
  private static final int DIGITS = 6;

  /** A share of nothing is 0. */
  private static final double LEAST = 1e-9;

  private ItemNumbers() {}

  /** A row an item, schema {@link ItemColumnsFile}, as of the cut-off. */
  static Dataset<Row> perItem(Dataset<Row> interactions, Instant cutoff) {
    Column noon = timestamp_add("HOUR", lit(12), col(Interactions.EVENT_DATE).cast("timestamp"));
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
    Dataset<Row> numbers =
        personDays
            .groupBy(col(Interactions.ITEM_ID).as(ItemColumnsFile.ITEM_ID))
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    return shares(numbers);
  }

  private static Dataset<Row> shares(Dataset<Row> numbers) {
    List<Column> most = new ArrayList<>();
    List<Column> columns = new ArrayList<>(List.of(col(ItemColumnsFile.ITEM_ID)));
    for (String name : ItemColumns.names()) {
      String best = "most_" + name;
      most.add(max(col(name)).as(best));
      columns.add(round(col(name).divide(greatest(col(best), lit(LEAST))), DIGITS).as(name));
    }
    Dataset<Row> best =
        numbers.agg(most.get(0), most.subList(1, most.size()).toArray(Column[]::new));
    return numbers.crossJoin(functions.broadcast(best)).select(columns.toArray(Column[]::new));
  }
}

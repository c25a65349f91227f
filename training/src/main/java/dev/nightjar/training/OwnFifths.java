package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.nightjar.etl.tables.Interactions;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Interactions by each person's own time, in fifths of their positive ones: the n-th fifth ends
 * with the last of the first n/5 of them, rounded down. Others belong where the positive one before
 * them does. Static transforms, no state.
 */
final class OwnFifths {
  private static final int FIFTHS = 5;
  private static final String SO_FAR = "positives_so_far";
  private static final String ALL = "positives";

  private OwnFifths() {}

  /** Rows of each person's first {@code fifths} fifths. */
  static Dataset<Row> first(Dataset<Row> interactions, int fifths) {
    return keep(interactions, notAfter(fifths));
  }

  /** Rows of the fifth after each person's first {@code fifths} fifths. */
  static Dataset<Row> after(Dataset<Row> interactions, int fifths) {
    return keep(interactions, notAfter(fifths + 1).and(notAfter(fifths).equalTo(lit(false))));
  }

  /**
   * Moves each person's time so that their newest row lies just before an instant: ages then tell
   * how long ago in the person's own time something was, and years without a visit age nothing.
   */
  static Dataset<Row> endingAt(Dataset<Row> interactions, Instant end) {
    Column at = unix_micros(col(Interactions.OCCURRED_AT));
    Column newest = max(at).over(Window.partitionBy(Interactions.PERSON_ID));
    Column moved = timestamp_micros(at.plus(unix_micros(lit(end))).minus(newest).minus(lit(1)));
    return interactions
        .withColumn(Interactions.OCCURRED_AT, moved)
        .withColumn(Interactions.EVENT_DATE, to_date(col(Interactions.OCCURRED_AT)));
  }

  private static Dataset<Row> keep(Dataset<Row> interactions, Column condition) {
    WindowSpec person = Window.partitionBy(Interactions.PERSON_ID);
    // Of equal moments the order is by what happened, so that a second run holds the same back.
    WindowSpec upToHere =
        person
            .orderBy(
                Interactions.OCCURRED_AT,
                Interactions.ITEM_ID,
                Interactions.INTERACTION,
                Interactions.STRENGTH)
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column positive = col(Interactions.STRENGTH).gt(0);
    return interactions
        .withColumn(SO_FAR, count_if(positive).over(upToHere))
        .withColumn(ALL, count_if(positive).over(person))
        .where(condition)
        .drop(SO_FAR, ALL);
  }

  private static Column notAfter(int fifths) {
    return col(SO_FAR).multiply(FIFTHS).leq(col(ALL).multiply(fifths));
  }
}

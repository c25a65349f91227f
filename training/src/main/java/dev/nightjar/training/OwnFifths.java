package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Interactions;
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

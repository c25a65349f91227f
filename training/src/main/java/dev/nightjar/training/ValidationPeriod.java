package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.nightjar.etl.tables.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Shortens the validation period to what is needed: the nearer it lies to the night, the more what
 * is learned there is still so. It keeps persons enough to learn from, and two weeks, so that every
 * day of the week is in it twice.
 */
final class ValidationPeriod {
  private static final Duration STEP = Duration.ofDays(7);
  private static final Duration SHORTEST = STEP.multipliedBy(2);

  private static final String FIRST = "first";
  private static final String LAST = "last";

  private ValidationPeriod() {}

  /**
   * The split with the shortest validation period of whole weeks in which {@code persons} act who
   * had acted before it; the given one where none has so many.
   *
   * @param longest the split with the longest period allowed
   */
  static TemporalSplit shortest(Dataset<Row> interactions, TemporalSplit longest, int persons) {
    Instant test = longest.testCutoff();
    List<Instant> begins = new ArrayList<>();
    for (Instant begin = test.minus(SHORTEST);
        begin.isAfter(longest.validationCutoff());
        begin = begin.minus(STEP)) {
      begins.add(begin);
    }
    if (begins.isEmpty()) {
      return longest;
    }
    Row counts = counts(interactions, test, begins);
    for (int i = 0; i < begins.size(); i++) {
      if (counts.getLong(i) >= persons) {
        return new TemporalSplit(begins.get(i), test, longest.end());
      }
    }
    return longest;
  }

  /** How many persons acted before and after each beginning, before the test period. */
  private static Row counts(Dataset<Row> interactions, Instant test, List<Instant> begins) {
    Column at = col(Interactions.OCCURRED_AT);
    List<Column> counts = new ArrayList<>();
    for (Instant begin : begins) {
      counts.add(count_if(col(FIRST).lt(lit(begin)).and(col(LAST).geq(lit(begin)))));
    }
    return interactions
        .where(at.lt(lit(test)).and(col(Interactions.STRENGTH).gt(0)))
        .groupBy(Interactions.PERSON_ID)
        .agg(min(at).as(FIRST), max(at).as(LAST))
        .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
        .head();
  }
}

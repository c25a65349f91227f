package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Chooses the split that a log allows. By the calendar the validation period is shortened to what
 * is needed: the nearer it lies to the night, the more what is learned there is still so. It keeps
 * persons enough to learn from, and two weeks, so that every day of the week is in it twice. A log
 * without a common time is split by the persons' own.
 */
final class SplitChoice {
  private static final Duration STEP = Duration.ofDays(7);
  private static final Duration SHORTEST = STEP.multipliedBy(2);

  /** Positive interactions from which on a person's own time has fifths. */
  private static final int FIFTHS = 5;

  private static final int BUSY = 2;

  private static final String FIRST = "first";
  private static final String LAST_BEFORE_TEST = "last_before_test";
  private static final String IN_TEST = "in_test";
  private static final String ALL = "all";

  private SplitChoice() {}

  /**
   * The split with the shortest validation period of whole weeks in which enough persons act who
   * had acted before it, the given one where none has so many, or that of the persons' own time.
   *
   * @param longest the split with the longest period allowed
   */
  static TemporalSplit choose(Dataset<Row> interactions, TemporalSplit longest, SplitRules rules) {
    Instant test = longest.testCutoff();
    List<Instant> begins = new ArrayList<>();
    for (Instant begin = test.minus(SHORTEST);
        begin.isAfter(longest.validationCutoff());
        begin = begin.minus(STEP)) {
      begins.add(begin);
    }
    Row counts = counts(interactions, longest, begins);
    if (rules.cutoff().isEmpty() && hasNoCommonTime(counts, rules.minPersons())) {
      return TemporalSplit.byPerson(longest.end());
    }
    for (Instant begin : begins) {
      if (counts.<Long>getAs(begin.toString()) >= rules.validationPersons()) {
        return new TemporalSplit(begin, test, longest.end());
      }
    }
    return longest;
  }

  /** Hardly anybody comes back in the test period or does much in it, but histories are long. */
  private static boolean hasNoCommonTime(Row counts, int persons) {
    return counts.<Long>getAs("back") < persons
        && counts.<Long>getAs("busy") < persons
        && counts.<Long>getAs("long") >= persons;
  }

  /** How many persons acted before and after each beginning, and what they did in all. */
  private static Row counts(
      Dataset<Row> interactions, TemporalSplit longest, List<Instant> begins) {
    Column at = col(Interactions.OCCURRED_AT);
    Column isTest = at.geq(lit(longest.testCutoff()));
    List<Column> counts = new ArrayList<>();
    for (Instant begin : begins) {
      counts.add(
          count_if(col(FIRST).lt(lit(begin)).and(col(LAST_BEFORE_TEST).geq(lit(begin))))
              .as(begin.toString()));
    }
    counts.add(count_if(col(LAST_BEFORE_TEST).isNotNull().and(col(IN_TEST).gt(0))).as("back"));
    counts.add(count_if(col(IN_TEST).geq(BUSY)).as("busy"));
    counts.add(count_if(col(ALL).geq(FIFTHS)).as("long"));
    return interactions
        .where(at.lt(lit(longest.end())).and(col(Interactions.STRENGTH).gt(0)))
        .groupBy(Interactions.PERSON_ID)
        .agg(
            min(at).as(FIRST),
            max(when(not(isTest), at)).as(LAST_BEFORE_TEST),
            count_if(isTest).as(IN_TEST),
            count(lit(1)).as(ALL))
        .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
        .head();
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Decides for each bronze event whether it counts. The first reason that holds wins: late,
 * duplicate, suppressed (robot, then consent, then the cap of a person's day), else accepted.
 */
public final class Outcomes {

  static final String OUTCOME = "outcome";
  static final String OUTCOME_RULE = "outcome_rule";

  static final String MARK = "line_mark";
  static final String CAPPED = "cap.user_day";
  private static final String MARKS = "line_marks";
  private static final String PREVIOUS = "previous_landing_date";
  private static final String HASH = "message_hash";
  private static final String TIMES = "times";

  private Outcomes() {}

  /** Adds outcome and rule to the events that the night decides. */
  static Dataset<Row> withOutcome(Dataset<Row> events, Exceptions exceptions, CleaningRules rules) {
    return events
        .join(exceptions.marks().forJoin(), toColumns(Events.LINE), "left")
        .withColumn(MARK, col(MARKS).getItem(col(Events.SOURCE)))
        .withColumn(Robots.ACTOR, IdDays.actor())
        .join(broadcast(exceptions.robots()), toColumns(Robots.ACTOR, Events.EVENT_DATE), "left")
        .withColumn(OUTCOME_RULE, suppression(rules))
        .withColumn(
            OUTCOME,
            when(isLate(rules), RunAccounting.LATE)
                .when(col(MARK).equalTo(RunAccounting.DUPLICATE), RunAccounting.DUPLICATE)
                .when(col(OUTCOME_RULE).notEqual(""), RunAccounting.SUPPRESSED)
                .otherwise(RunAccounting.ACCEPTED))
        .withColumn(
            OUTCOME_RULE,
            when(col(OUTCOME).equalTo(RunAccounting.SUPPRESSED), col(OUTCOME_RULE))
                .when(col(OUTCOME).equalTo(RunAccounting.ACCEPTED), col(Events.RULE))
                .otherwise(""))
        .drop(MARK, MARKS, Robots.ROBOT_RULE, Robots.ACTOR);
  }

  /** Marks of lines, as {@link Exceptions#marks} has them. */
  static Dataset<Row> perLine(Dataset<Row> marked) {
    return marked
        .groupBy(Events.LINE)
        .agg(map_from_entries(collect_list(struct(col(Events.SOURCE), col(MARK)))).as(MARKS));
  }

  /** Hashes of the message ids that arrived more than once; of two ids with one hash also both. */
  static Dataset<Row> keepRepeated(Dataset<Row> events) {
    // Most ids come once: counting their hashes is cheaper than sorting all arrivals.
    return events
        .select(xxhash64(col(Events.MESSAGE_ID)).as(HASH))
        .groupBy(HASH)
        .agg(count(lit(1)).as(TIMES))
        .where(col(TIMES).gt(1))
        .select(HASH);
  }

  /** Source and line of every event whose message id arrived before, within the window. */
  static Dataset<Row> keepDuplicates(
      Dataset<Row> events, CountedRows repeated, CleaningRules rules) {
    Dataset<Row> arrivals =
        events.select(
            col(Events.MESSAGE_ID),
            col(Events.LANDING_DATE),
            col(Events.SOURCE),
            col(Events.LINE),
            xxhash64(col(Events.MESSAGE_ID)).as(HASH));
    WindowSpec inOrderOfArrival =
        Window.partitionBy(Events.MESSAGE_ID)
            .orderBy(Events.LANDING_DATE, Events.SOURCE, Events.LINE);
    return arrivals
        .join(repeated.forJoin(), toColumns(HASH), "left_semi")
        .withColumn(PREVIOUS, lag(Events.LANDING_DATE, 1).over(inOrderOfArrival))
        .where(date_diff(col(Events.LANDING_DATE), col(PREVIOUS)).leq(rules.dedupDays()))
        .select(Events.SOURCE, Events.LINE);
  }

  /** Whether an event happened too long before it arrived. */
  static Column isLate(CleaningRules rules) {
    // In whole numbers: to move a timestamp by an interval goes through a calendar, row by row.
    Column arrivalDay = unix_date(col(Events.LANDING_DATE)).cast(DataTypes.LongType);
    Column arrival = arrivalDay.multiply(TimeUnit.DAYS.toMicros(1));
    long lookBack = TimeUnit.SECONDS.toMicros(rules.lookBack().toSeconds());
    return unix_micros(col(Events.OCCURRED_AT)).lt(arrival.minus(lookBack));
  }

  private static Column suppression(CleaningRules rules) {
    Column refusal = Purposes.refusal(rules.consent());
    return when(col(Events.BOT_AGENT), "bot.agent")
        .when(col(Robots.ROBOT_RULE).isNotNull(), col(Robots.ROBOT_RULE))
        .when(refusal.notEqual(""), refusal)
        .when(col(MARK).equalTo(CAPPED), CAPPED)
        .otherwise("");
  }

  private static String[] toColumns(String... names) {
    return names;
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Decides for each bronze event whether it counts. The first reason that holds wins: late,
 * duplicate, suppressed (robot, then consent), else accepted.
 */
public final class Outcomes {

  static final String OUTCOME = "outcome";
  static final String OUTCOME_RULE = "outcome_rule";

  private static final String IS_DUPLICATE = "is_duplicate";
  private static final String IS_TOO_BUSY = "is_too_busy";
  private static final String PREVIOUS = "previous_landing_date";
  private static final String ACTOR = "actor";

  private Outcomes() {}

  /** Adds outcome and rule to the rows that the night decides: affected days and its own lines. */
  static Dataset<Row> withOutcome(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    CleaningRules rules = days.rules();
    Dataset<Row> relevant =
        events.where(days.isRelevantArrival().or(col(Events.RUN_DATE).equalTo(runDate)));
    Dataset<Row> decided =
        relevant.where(days.isAffected().or(col(Events.RUN_DATE).equalTo(runDate)));
    // Both sides are small beside the events: hinted, so that the events are not shuffled.
    return decided
        .join(
            broadcast(keepDuplicates(relevant, rules)),
            toColumns(Events.SOURCE, Events.LINE),
            "left")
        .withColumn(ACTOR, actor())
        .join(
            broadcast(perBusyActorAndDay(decided, rules)),
            toColumns(ACTOR, Events.EVENT_DATE),
            "left")
        .withColumn(OUTCOME_RULE, suppression(rules))
        .withColumn(
            OUTCOME,
            when(isLate(rules), RunAccounting.LATE)
                .when(col(IS_DUPLICATE), RunAccounting.DUPLICATE)
                .when(col(OUTCOME_RULE).notEqual(""), RunAccounting.SUPPRESSED)
                .otherwise(RunAccounting.ACCEPTED))
        .withColumn(
            OUTCOME_RULE,
            when(col(OUTCOME).equalTo(RunAccounting.SUPPRESSED), col(OUTCOME_RULE))
                .when(col(OUTCOME).equalTo(RunAccounting.ACCEPTED), col(Events.RULE))
                .otherwise(""))
        .drop(IS_DUPLICATE, IS_TOO_BUSY, ACTOR);
  }

  /** Source and line of every event whose message id arrived before, within the window. */
  static Dataset<Row> keepDuplicates(Dataset<Row> events, CleaningRules rules) {
    Dataset<Row> arrivals =
        events.select(Events.MESSAGE_ID, Events.LANDING_DATE, Events.SOURCE, Events.LINE);
    // Most ids come once: counting them is cheaper than sorting all arrivals.
    Dataset<Row> repeated =
        arrivals
            .groupBy(Events.MESSAGE_ID)
            .agg(count(lit(1)).as("times"))
            .where(col("times").gt(1))
            .select(Events.MESSAGE_ID);
    WindowSpec inOrderOfArrival =
        Window.partitionBy(Events.MESSAGE_ID)
            .orderBy(Events.LANDING_DATE, Events.SOURCE, Events.LINE);
    return arrivals
        .join(broadcast(repeated), toColumns(Events.MESSAGE_ID), "left_semi")
        .withColumn(PREVIOUS, lag(Events.LANDING_DATE, 1).over(inOrderOfArrival))
        .where(date_diff(col(Events.LANDING_DATE), col(PREVIOUS)).leq(rules.dedupDays()))
        .select(col(Events.SOURCE), col(Events.LINE), lit(true).as(IS_DUPLICATE));
  }

  private static Dataset<Row> perBusyActorAndDay(Dataset<Row> events, CleaningRules rules) {
    return events
        .where(isLate(rules).unary_$bang())
        .groupBy(actor().as(ACTOR), col(Events.EVENT_DATE))
        .agg(count(lit(1)).as("events"))
        .where(col("events").gt(rules.botEventsPerDay()))
        .select(col(ACTOR), col(Events.EVENT_DATE), lit(true).as(IS_TOO_BUSY));
  }

  /** Who acted, before any log-in is taken into account. */
  private static Column actor() {
    return coalesce(col(Events.USER_KEY), col(Events.ANONYMOUS_KEY));
  }

  private static Column isLate(CleaningRules rules) {
    Column arrivalDay = col(Events.LANDING_DATE).cast(DataTypes.TimestampType);
    Column lookBack = make_dt_interval(lit(0), lit(0), lit(0), lit(rules.lookBack().toSeconds()));
    return col(Events.OCCURRED_AT).lt(arrivalDay.minus(lookBack));
  }

  private static Column suppression(CleaningRules rules) {
    Column consent = col(Events.CONSENT_PERSONALIZATION);
    Column missing = consent.isNull().and(lit(!rules.consentMissingGrants()));
    return when(col(Events.BOT_AGENT), "bot.agent")
        .when(col(IS_TOO_BUSY), "bot.rate")
        .when(consent.equalTo(false), "consent.refused")
        .when(missing, "consent.missing")
        .otherwise("");
  }

  private static String[] toColumns(String... names) {
    return names;
  }
}

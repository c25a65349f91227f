package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;

import dev.nightjar.etl.rules.RobotRules;
import dev.nightjar.etl.tables.Events;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Days on which somebody did more than people do, or as evenly as no one does, and the events of a
 * day beyond what one person may count. Events are counted before they are looked at one by one, so
 * that no step ever holds the events of a key that has more than the rate allows.
 */
final class Robots {

  static final String ACTOR = "actor";
  static final String ROBOT_RULE = "robot_rule";

  private static final String RATE = "bot.rate";
  private static final String REGULAR = "bot.regular";
  private static final String HAS_ITEMS = "has_items";
  private static final String PLACE = "place";
  private static final String GAP = "gap";
  private static final String MEAN = "mean_gap";
  private static final String SPREAD = "spread";

  private Robots() {}

  /** Events of an actor and day. */
  static Dataset<Row> perActorAndDay(Dataset<Row> idDays) {
    return idDays
        .groupBy(IdDays.actor().as(ACTOR), col(Events.EVENT_DATE))
        .agg(sum(IdDays.EVENTS).as(IdDays.EVENTS), sum(IdDays.ITEM_EVENTS).as(IdDays.ITEM_EVENTS));
  }

  /** How many events there are, and how many days of actors the rules must look at; one row. */
  static Dataset<Row> pace(Dataset<Row> actorDays, RobotRules rules) {
    return actorDays.agg(sum(IdDays.EVENTS), count_if(isBusy(rules)));
  }

  /** Days on which an actor did enough for any of the rules. */
  static Dataset<Row> keepBusy(Dataset<Row> actorDays, RobotRules rules) {
    return actorDays.where(isBusy(rules));
  }

  /** Events of busy days, but not of those beyond the rate. */
  static Dataset<Row> keepActs(Dataset<Row> events, Dataset<Row> busy, RobotRules rules) {
    return events
        .where(Acts.isAct())
        .select(
            IdDays.actor().as(ACTOR),
            col(Events.EVENT_DATE),
            col(Events.OCCURRED_AT),
            col(Events.MESSAGE_ID),
            col(Events.SOURCE),
            col(Events.LINE),
            // Players and pages tell of themselves at even intervals: what is about no item says
            // nothing.
            size(col(Events.ITEMS)).gt(0).as(HAS_ITEMS))
        .join(
            broadcast(busy.where(col(IdDays.EVENTS).leq(rules.eventsPerDay()))),
            toColumns(ACTOR, Events.EVENT_DATE));
  }

  /** Actor, day and rule of every robot's day. */
  static Dataset<Row> robots(Dataset<Row> busy, Dataset<Row> acts, RobotRules rules) {
    return busy.where(col(IdDays.EVENTS).gt(rules.eventsPerDay()))
        .select(col(ACTOR), col(Events.EVENT_DATE), lit(RATE).as(ROBOT_RULE))
        .unionByName(regular(acts, rules));
  }

  /** Source and line of the events beyond the cap of a person's day; repeats do not fill it. */
  static Dataset<Row> keepBeyondCap(Dataset<Row> acts, CountedRows repeats, RobotRules rules) {
    WindowSpec inOrder =
        day().orderBy(Events.OCCURRED_AT, Events.MESSAGE_ID, Events.SOURCE, Events.LINE);
    return acts.where(col(IdDays.EVENTS).gt(rules.countedPerDay()))
        .join(repeats.forJoin(), toColumns(Events.SOURCE, Events.LINE), "left_anti")
        .withColumn(PLACE, row_number().over(inOrder))
        .where(col(PLACE).gt(rules.countedPerDay()))
        .select(Events.SOURCE, Events.LINE);
  }

  private static Dataset<Row> regular(Dataset<Row> acts, RobotRules rules) {
    Column micros = unix_micros(col(Events.OCCURRED_AT));
    Column gap = micros.minus(lag(micros, 1).over(day().orderBy(Events.OCCURRED_AT)));
    return acts.where(col(HAS_ITEMS).and(col(IdDays.ITEM_EVENTS).geq(rules.regularEvents())))
        .withColumn(GAP, gap)
        .groupBy(ACTOR, Events.EVENT_DATE)
        .agg(avg(GAP).as(MEAN), stddev_pop(GAP).as(SPREAD))
        .where(col(MEAN).gt(0))
        .where(col(SPREAD).leq(col(MEAN).multiply(rules.regularSpread())))
        .select(col(ACTOR), col(Events.EVENT_DATE), lit(REGULAR).as(ROBOT_RULE));
  }

  private static Column isBusy(RobotRules rules) {
    return col(IdDays.EVENTS)
        .gt(Math.min(rules.eventsPerDay(), rules.countedPerDay()))
        .or(col(IdDays.ITEM_EVENTS).geq(rules.regularEvents()));
  }

  private static WindowSpec day() {
    return Window.partitionBy(ACTOR, Events.EVENT_DATE);
  }

  private static String[] toColumns(String... names) {
    return names;
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.zip_with;

import dev.nightjar.etl.rules.RobotRules;
import dev.nightjar.etl.tables.Events;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

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
  private static final String EVENTS = "events";
  private static final String MOMENTS = "moments";
  private static final String GAPS = "gaps";
  private static final String MEAN = "mean_gap";

  /** Moments of one day that are looked at together, whatever rate is set. */
  private static final int MOST_MOMENTS = 20_000;

  private Robots() {}

  /** Who acted, before any log-in is taken into account. */
  static Column actor() {
    return coalesce(col(Events.USER_KEY), col(Events.ANONYMOUS_KEY));
  }

  /** Events an actor and day. Used often by the next two methods, so the caller keeps it. */
  static Dataset<Row> counts(Dataset<Row> events) {
    return events.groupBy(actor().as(ACTOR), col(Events.EVENT_DATE)).agg(count(lit(1)).as(EVENTS));
  }

  /** Actor, day and rule of every robot's day. */
  static Dataset<Row> perActorAndDay(Dataset<Row> events, Dataset<Row> counts, RobotRules rules) {
    Dataset<Row> busy =
        counts
            .where(col(EVENTS).gt(rules.eventsPerDay()))
            .select(col(ACTOR), col(Events.EVENT_DATE), lit(RATE).as(ROBOT_RULE));
    return busy.unionByName(regular(events, counts, rules));
  }

  /** Source and line of the events beyond the cap of a person's day; repeats do not fill it. */
  static Dataset<Row> keepBeyondCap(
      Dataset<Row> events, Dataset<Row> counts, Dataset<Row> repeats, RobotRules rules) {
    Column isCandidate =
        col(EVENTS).gt(rules.countedPerDay()).and(col(EVENTS).leq(rules.eventsPerDay()));
    Column place =
        row_number()
            .over(
                Window.partitionBy(ACTOR, Events.EVENT_DATE)
                    .orderBy(Events.OCCURRED_AT, Events.MESSAGE_ID, Events.SOURCE, Events.LINE));
    return keepOf(events, counts.where(isCandidate))
        .select(
            ACTOR,
            Events.EVENT_DATE,
            Events.OCCURRED_AT,
            Events.MESSAGE_ID,
            Events.SOURCE,
            Events.LINE)
        .join(broadcast(repeats), toColumns(Events.SOURCE, Events.LINE), "left_anti")
        .withColumn(EVENTS, place)
        .where(col(EVENTS).gt(rules.countedPerDay()))
        .select(Events.SOURCE, Events.LINE);
  }

  private static Dataset<Row> regular(Dataset<Row> events, Dataset<Row> counts, RobotRules rules) {
    Column isCandidate =
        col(EVENTS)
            .geq(rules.regularEvents())
            .and(col(EVENTS).leq(Math.min(rules.eventsPerDay(), MOST_MOMENTS)));
    // Players and pages tell of themselves at even intervals: what is about no item says nothing.
    Dataset<Row> acts =
        keepOf(events, counts.where(isCandidate)).where(size(col(Events.ITEMS)).gt(0));
    Column micros = unix_micros(col(Events.OCCURRED_AT));
    Column mean = element_at(col(MOMENTS), -1).minus(element_at(col(MOMENTS), 1));
    Column squares =
        aggregate(
            col(GAPS),
            lit(0.0),
            (sum, gap) -> sum.plus(gap.minus(col(MEAN)).multiply(gap.minus(col(MEAN)))));
    return acts.groupBy(col(ACTOR), col(Events.EVENT_DATE))
        .agg(sort_array(collect_list(micros)).as(MOMENTS))
        .where(size(col(MOMENTS)).geq(rules.regularEvents()))
        .withColumn(GAPS, gaps())
        .withColumn(MEAN, mean.divide(size(col(GAPS))))
        .where(col(MEAN).gt(0))
        .where(sqrt(squares.divide(size(col(GAPS)))).leq(col(MEAN).multiply(rules.regularSpread())))
        .select(col(ACTOR), col(Events.EVENT_DATE), lit(REGULAR).as(ROBOT_RULE));
  }

  /** Microseconds from one moment to the next. */
  private static Column gaps() {
    Column last = size(col(MOMENTS)).minus(1);
    return zip_with(
        slice(col(MOMENTS), lit(2), last),
        slice(col(MOMENTS), lit(1), last),
        (later, earlier) -> later.minus(earlier).cast("double"));
  }

  private static Dataset<Row> keepOf(Dataset<Row> events, Dataset<Row> actorsAndDays) {
    return events
        .withColumn(ACTOR, actor())
        .join(
            broadcast(actorsAndDays.select(ACTOR, Events.EVENT_DATE)),
            toColumns(ACTOR, Events.EVENT_DATE),
            "left_semi");
  }

  private static String[] toColumns(String... names) {
    return names;
  }
}

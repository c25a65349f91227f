package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.SessionRules;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Sessions;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Visits of a person: interactions in order of time, cut where the pause is longer than the gap.
 * The sender's own session ids are not used, because they end when a tab is closed.
 */
public final class Sessionization {

  private static final String NUMBER = "session_number";
  private static final String STEPS = "steps";
  private static final double MICROS_A_SECOND = 1_000_000.0;

  private Sessionization() {}

  /** Rows of silver.sessions from rows of silver.interactions. */
  public static Dataset<Row> perSession(Dataset<Row> interactions, SessionRules rules) {
    return withSessionNumber(interactions, rules)
        .groupBy(Interactions.PERSON_ID, NUMBER)
        .agg(
            min(Interactions.OCCURRED_AT).as(Sessions.STARTED_AT),
            max(Interactions.OCCURRED_AT).as(Sessions.ENDED_AT),
            count(lit(1)).cast(DataTypes.IntegerType).as(Sessions.INTERACTIONS),
            collect_list(step()).as(STEPS),
            bool_and(col(Interactions.GUEST)).as(Sessions.GUEST),
            size(collect_set(Interactions.ITEM_ID)).as(Sessions.DEPTH),
            Money.total().as(Sessions.VALUE),
            outcome().as(Sessions.OUTCOME))
        .withColumn(STEPS, array_sort(col(STEPS)))
        .select(
            id().as(Sessions.SESSION_ID),
            col(Sessions.PERSON_ID),
            col(Sessions.STARTED_AT),
            col(Sessions.ENDED_AT),
            to_date(col(Sessions.STARTED_AT)).as(Sessions.EVENT_DATE),
            col(Sessions.INTERACTIONS),
            positiveItems().as(Sessions.ITEMS),
            first(Interactions.DEVICE).as(Sessions.DEVICE),
            first(Interactions.COUNTRY).as(Sessions.COUNTRY),
            first(Interactions.OS).as(Sessions.OS),
            first(Interactions.BROWSER).as(Sessions.BROWSER),
            first(Interactions.REFERRER).as(Sessions.REFERRER),
            first(Interactions.LANGUAGE).as(Sessions.LANGUAGE),
            first(Interactions.CONTEXT).as(Sessions.CONTEXT),
            col(Sessions.GUEST),
            unix_micros(col(Sessions.ENDED_AT))
                .minus(unix_micros(col(Sessions.STARTED_AT)))
                .divide(MICROS_A_SECOND)
                .as(Sessions.DURATION_SECONDS),
            col(Sessions.DEPTH),
            col(Sessions.VALUE),
            col(Sessions.OUTCOME));
  }

  /**
   * Sessions that were over at a moment, so that nothing that happens from then on changes them. A
   * night that is run again sees sessions go on after its end that had not when it first ran.
   */
  public static Dataset<Row> keepOver(Dataset<Row> sessions, Instant moment, SessionRules rules) {
    return sessions.where(col(Sessions.ENDED_AT).lt(lit(moment.minus(rules.gap()))));
  }

  /** Adds a number that grows by one with each session of a person. */
  static Dataset<Row> withSessionNumber(Dataset<Row> interactions, SessionRules rules) {
    WindowSpec inOrder =
        Window.partitionBy(Interactions.PERSON_ID)
            .orderBy(Interactions.OCCURRED_AT, Interactions.MESSAGE_ID, Interactions.ITEM_ID);
    Column pause =
        unix_micros(col(Interactions.OCCURRED_AT))
            .minus(lag(unix_micros(col(Interactions.OCCURRED_AT)), 1).over(inOrder));
    Column starts = when(pause.gt(rules.gap().toMillis() * 1000), 1).otherwise(0);
    return interactions
        .withColumn("starts", starts)
        .withColumn(NUMBER, sum("starts").over(inOrder));
  }

  private static Column id() {
    Column started = unix_micros(col(Sessions.STARTED_AT)).cast(DataTypes.StringType);
    Column text = concat_ws("|", col(Sessions.PERSON_ID), started);
    return left(sha2(text.cast(DataTypes.BinaryType), 256), lit(32));
  }

  /** One interaction, sortable by time. */
  private static Column step() {
    return struct(
        col(Interactions.OCCURRED_AT),
        col(Interactions.MESSAGE_ID),
        col(Interactions.ITEM_ID),
        col(Interactions.STRENGTH),
        col(Interactions.DEVICE),
        col(Interactions.COUNTRY),
        col(Interactions.OS),
        col(Interactions.BROWSER),
        col(Interactions.REFERRER),
        col(Interactions.LANGUAGE),
        col(Interactions.CONTEXT));
  }

  private static Column outcome() {
    Column engaged =
        Kinds.is(Interactions.LIKE)
            .or(Kinds.is(Interactions.COMPLETE))
            .or(Kinds.is(Interactions.RATED).and(col(Interactions.STRENGTH).gt(0)));
    return when(bool_or(Kinds.is(Interactions.PURCHASE)), Sessions.PURCHASED)
        .when(bool_or(engaged), Sessions.ENGAGED)
        .when(count(lit(1)).gt(1), Sessions.BROWSED)
        .otherwise(Sessions.BOUNCED);
  }

  private static Column positiveItems() {
    Column positive = filter(col(STEPS), step -> step.getField(Interactions.STRENGTH).gt(0));
    return transform(positive, step -> step.getField(Interactions.ITEM_ID));
  }

  /** What the first interaction says that says something. */
  private static Column first(String column) {
    Column known = filter(col(STEPS), step -> step.getField(column).isNotNull());
    return get(known, lit(0)).getField(column);
  }
}

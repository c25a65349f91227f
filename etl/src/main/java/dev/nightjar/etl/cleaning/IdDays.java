package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.size;

import dev.nightjar.etl.tables.Events;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much each combination of ids did on each day. Who was seen together and who did more than
 * people do are both told by these rows, which are few beside the events: people send many events a
 * day.
 */
final class IdDays {

  static final String EVENTS = "events";
  static final String ITEM_EVENTS = "item_events";

  private IdDays() {}

  /** One row a day and combination of ids, with the acts that are not late. */
  static Dataset<Row> perIdsAndDay(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    return inTime(events, days, runDate)
        .groupBy(ids())
        .agg(
            count_if(Acts.isAct()).as(EVENTS),
            count_if(Acts.isAct().and(size(col(Events.ITEMS)).gt(0))).as(ITEM_EVENTS));
  }

  /** Events that the night decides and that are not late. */
  static Dataset<Row> inTime(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    return events.where(days.isDecided(runDate)).where(Outcomes.isLate(days.rules()).unary_$bang());
  }

  /** Who acted, before any log-in is taken into account. */
  static Column actor() {
    return coalesce(col(Events.USER_KEY), col(Events.ANONYMOUS_KEY));
  }

  /** The day and the ids, as bronze.events and silver.person_days both have them. */
  static Column[] ids() {
    return new Column[] {
      col(Events.EVENT_DATE),
      col(Events.USER_KEY),
      col(Events.ANONYMOUS_KEY),
      col(Events.PREVIOUS_KEY)
    };
  }
}

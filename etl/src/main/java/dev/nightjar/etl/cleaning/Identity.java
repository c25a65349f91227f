package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose an event is. An event with a user id is that user's. A guest's event is the user's who
 * logged in under the same anonymous id, if exactly one did between {@code dedupDays} before and
 * the look-back after the event's day; on a device shared by several it stays the guest's.
 */
final class Identity {

  private static final String GUEST_KEY = "guest_key";
  private static final String LOGINS = "logins";
  private static final String LINKED = "linked_user_key";

  private Identity() {}

  /** Adds person_id and guest. */
  static Dataset<Row> withPerson(Dataset<Row> events, Dataset<Row> relevant, CleaningRules rules) {
    Column guestKey = when(col(Events.USER_KEY).isNull(), col(Events.ANONYMOUS_KEY));
    return events
        .withColumn(GUEST_KEY, guestKey)
        .join(broadcast(perGuestLogins(relevant)), new String[] {GUEST_KEY}, "left")
        .withColumn(LINKED, onlyUser(rules))
        .withColumn(
            Interactions.PERSON_ID,
            coalesce(col(Events.USER_KEY), col(LINKED), col(Events.ANONYMOUS_KEY)))
        .withColumn(Interactions.GUEST, col(Events.USER_KEY).isNull().and(col(LINKED).isNull()))
        .drop(GUEST_KEY, LOGINS, LINKED);
  }

  private static Dataset<Row> perGuestLogins(Dataset<Row> relevant) {
    return relevant
        .where(col(Events.USER_KEY).isNotNull().and(col(Events.ANONYMOUS_KEY).isNotNull()))
        .groupBy(col(Events.ANONYMOUS_KEY).as(GUEST_KEY))
        .agg(collect_set(struct(Events.LANDING_DATE, Events.USER_KEY)).as(LOGINS));
  }

  private static Column onlyUser(CleaningRules rules) {
    Column near =
        filter(
            col(LOGINS),
            login ->
                date_diff(login.getField(Events.LANDING_DATE), col(Events.EVENT_DATE))
                    .between(lit(-rules.dedupDays()), lit(rules.lookBackDays())));
    Column users = array_distinct(transform(near, login -> login.getField(Events.USER_KEY)));
    return when(size(users).equalTo(1), element_at(users, 1));
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose an event is: an event with a user id is that user's; a guest's is whoever log-ins and
 * aliases within reach of its day join the guest to, see {@link Joins}. What an alias calls a user
 * may itself be a guest of a longer chain, so an alias is its target's as a guest's event is.
 */
final class Identity {

  private Identity() {}

  /** Adds person_id and guest. */
  static Dataset<Row> withPerson(Dataset<Row> events, Dataset<Row> spans) {
    return Links.withJoin(events, when(isOfGuest(), key()), spans)
        .withColumn(Interactions.PERSON_ID, coalesce(col(Links.PERSON), key()))
        .withColumn(Interactions.GUEST, isOfGuest().and(isGuestStill()))
        .drop(Links.KEY, Links.FROM, Links.TO, Links.PERSON, Links.IS_GUEST);
  }

  /** First and last day, not affected yet, on which a guest is no longer who it was; or nulls. */
  static Dataset<Row> daysOfOthers(Dataset<Row> personDays, Dataset<Row> spans, AffectedDays days) {
    Dataset<Row> guests =
        personDays.where(days.isNear(1).and(days.isAffected().unary_$bang())).where(isOfGuest());
    Column isOther = coalesce(col(Links.PERSON), key()).notEqual(col(PersonDays.PERSON_ID));
    return Links.withJoin(guests, key(), spans)
        .where(isOther.or(isGuestStill().notEqual(col(PersonDays.GUEST))))
        .agg(min(PersonDays.EVENT_DATE), max(PersonDays.EVENT_DATE));
  }

  static Column key() {
    return coalesce(col(Events.USER_KEY), col(Events.ANONYMOUS_KEY));
  }

  static Column isOfGuest() {
    return col(Events.USER_KEY).isNull().or(col(Events.PREVIOUS_KEY).isNotNull());
  }

  private static Column isGuestStill() {
    return coalesce(col(Links.IS_GUEST), lit(true));
  }
}

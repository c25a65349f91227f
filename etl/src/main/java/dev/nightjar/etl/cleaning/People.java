package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.ConsentRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Users;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Persons, day by day and as of the night. A person is made anew from all of its days, so that a
 * guest whose events have become a user's, or are its own again, is not left behind in either.
 */
final class People {

  private static final String PERSONALIZATION = "said_personalization";
  private static final String ANALYTICS = "said_analytics";
  private static final String MARKETING = "said_marketing";
  private static final String SEEN_AT = "seen_at";
  private static final String ALIKE = "alike";

  /** What makes a row of silver.person_days. */
  private static final String[] DAY = {
    PersonDays.EVENT_DATE,
    PersonDays.PERSON_ID,
    PersonDays.GUEST,
    PersonDays.USER_KEY,
    PersonDays.ANONYMOUS_KEY,
    PersonDays.PREVIOUS_KEY
  };

  /** What an event says of a person. */
  private static final String[] SAID = {
    Outcomes.OUTCOME,
    Outcomes.OUTCOME_RULE,
    PERSONALIZATION,
    ANALYTICS,
    MARKETING,
    Events.COUNTRY,
    Events.LOCALE,
    Events.DEVICE
  };

  private People() {}

  /** Rows of silver.person_days from events with outcome and person. */
  static Dataset<Row> perPersonDay(Dataset<Row> events, ConsentRules rules) {
    Column suppressed = is(RunAccounting.SUPPRESSED);
    return alike(events, rules)
        .groupBy(columns(DAY))
        .agg(
            sum(ALIKE).as(PersonDays.EVENTS),
            sum(when(is(RunAccounting.ACCEPTED), col(ALIKE)).otherwise(0)).as(PersonDays.ACCEPTED),
            sum(when(suppressed, col(ALIKE)).otherwise(0)).as(PersonDays.SUPPRESSED),
            min(when(suppressed.and(col(ALIKE).gt(0)), col(Outcomes.OUTCOME_RULE)))
                .as(PersonDays.RULE),
            min(PersonDays.FIRST_SEEN_AT).as(PersonDays.FIRST_SEEN_AT),
            max(SEEN_AT).as(PersonDays.LAST_SEEN_AT),
            newest(PERSONALIZATION, SEEN_AT).as(PersonDays.CONSENT_PERSONALIZATION),
            newest(ANALYTICS, SEEN_AT).as(PersonDays.CONSENT_ANALYTICS),
            newest(MARKETING, SEEN_AT).as(PersonDays.CONSENT_MARKETING),
            decidedAt(PERSONALIZATION).as(PersonDays.PERSONALIZATION_DECIDED_AT),
            decidedAt(ANALYTICS).as(PersonDays.ANALYTICS_DECIDED_AT),
            decidedAt(MARKETING).as(PersonDays.MARKETING_DECIDED_AT),
            latest(Events.COUNTRY, SEEN_AT).as(PersonDays.COUNTRY),
            latest(Events.LOCALE, SEEN_AT).as(PersonDays.LOCALE),
            latest(Events.DEVICE, SEEN_AT).as(PersonDays.DEVICE));
  }

  /**
   * Events of a person's day that say the same, as one row with their number and the first and last
   * moment. Counts and moments are added up by hash where the newest of texts is only found by
   * sorting: so few rows are sorted instead of all events.
   */
  private static Dataset<Row> alike(Dataset<Row> events, ConsentRules rules) {
    // Robots and repeats say nothing of a person.
    Column human =
        is(RunAccounting.ACCEPTED)
            .or(
                is(RunAccounting.SUPPRESSED)
                    .and(not(col(Outcomes.OUTCOME_RULE).startsWith("bot."))));
    Column seenAt = when(human.and(Acts.isAct()), col(Events.OCCURRED_AT));
    return events
        .where(not(is(RunAccounting.LATE)))
        .withColumn(PERSONALIZATION, Purposes.personalization(rules))
        .withColumn(ANALYTICS, Purposes.analytics())
        .withColumn(MARKETING, Purposes.marketing())
        .groupBy(columns(DAY, SAID))
        .agg(
            count_if(Acts.isAct()).as(ALIKE),
            min(seenAt).as(PersonDays.FIRST_SEEN_AT),
            max(seenAt).as(SEEN_AT));
  }

  private static Column[] columns(String[]... names) {
    return Arrays.stream(names)
        .flatMap(Arrays::stream)
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  /** Rows of silver.users from all rows of silver.person_days. */
  static Dataset<Row> perPerson(Dataset<Row> personDays, ConsentRules rules) {
    return personDays
        .where(col(PersonDays.FIRST_SEEN_AT).isNotNull())
        .groupBy(Users.PERSON_ID)
        .agg(
            min(PersonDays.FIRST_SEEN_AT).as(Users.FIRST_SEEN_AT),
            max(PersonDays.LAST_SEEN_AT).as(Users.LAST_SEEN_AT),
            bool_and(col(PersonDays.GUEST)).as(Users.GUEST),
            decision(
                PersonDays.CONSENT_PERSONALIZATION,
                PersonDays.PERSONALIZATION_DECIDED_AT,
                rules.missingGrants()),
            decision(
                PersonDays.CONSENT_ANALYTICS,
                PersonDays.ANALYTICS_DECIDED_AT,
                rules.missingGrants()),
            decision(PersonDays.CONSENT_MARKETING, PersonDays.MARKETING_DECIDED_AT, false),
            greatest(
                    max(PersonDays.PERSONALIZATION_DECIDED_AT),
                    max(PersonDays.ANALYTICS_DECIDED_AT),
                    max(PersonDays.MARKETING_DECIDED_AT))
                .as(Users.CONSENT_DECIDED_AT),
            latest(PersonDays.COUNTRY, PersonDays.LAST_SEEN_AT).as(Users.COUNTRY),
            latest(PersonDays.LOCALE, PersonDays.LAST_SEEN_AT).as(Users.LOCALE),
            latest(PersonDays.DEVICE, PersonDays.LAST_SEEN_AT).as(Users.DEVICE));
  }

  private static Column decision(String consent, String decidedAt, boolean otherwise) {
    return coalesce(newest(consent, decidedAt), lit(otherwise)).as(consent);
  }

  /** The newest decision; of two at one moment the refusal. */
  private static Column newest(String consent, String at) {
    Column moment = struct(col(at), not(col(consent)).as("refused"));
    return max_by(col(consent), when(col(consent).isNotNull().and(col(at).isNotNull()), moment));
  }

  private static Column decidedAt(String consent) {
    return max(when(col(consent).isNotNull(), col(SEEN_AT)));
  }

  private static Column latest(String column, String at) {
    Column moment = struct(col(at), col(column).as("said"));
    return max_by(col(column), when(col(column).isNotNull().and(col(at).isNotNull()), moment));
  }

  private static Column is(String outcome) {
    return col(Outcomes.OUTCOME).equalTo(outcome);
  }
}

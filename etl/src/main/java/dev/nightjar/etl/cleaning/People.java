package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Users;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Persons as of the night: what is known already, merged with the events just decided. Merging
 * takes the earliest, the latest, the newest decision, so doing it twice changes nothing.
 */
final class People {

  private People() {}

  /** Rows of silver.users. */
  static Dataset<Row> merged(Dataset<Row> known, Dataset<Row> events, CleaningRules rules) {
    return known
        .select(
            col(Users.PERSON_ID),
            col(Users.FIRST_SEEN_AT),
            col(Users.LAST_SEEN_AT),
            col(Users.GUEST),
            decided(Users.CONSENT_PERSONALIZATION),
            decided(Users.CONSENT_ANALYTICS),
            decided(Users.CONSENT_MARKETING),
            col(Users.CONSENT_DECIDED_AT),
            col(Users.COUNTRY),
            col(Users.LOCALE),
            col(Users.DEVICE))
        .unionByName(sightings(events))
        .groupBy(Users.PERSON_ID)
        .agg(
            min(Users.FIRST_SEEN_AT).as(Users.FIRST_SEEN_AT),
            max(Users.LAST_SEEN_AT).as(Users.LAST_SEEN_AT),
            bool_and(col(Users.GUEST)).as(Users.GUEST),
            decision(Users.CONSENT_PERSONALIZATION, rules.consentMissingGrants()),
            decision(Users.CONSENT_ANALYTICS, false),
            decision(Users.CONSENT_MARKETING, false),
            max(Users.CONSENT_DECIDED_AT).as(Users.CONSENT_DECIDED_AT),
            latest(Users.COUNTRY),
            latest(Users.LOCALE),
            latest(Users.DEVICE));
  }

  /** Events of persons, in the columns of silver.users; robots and repeats say nothing. */
  private static Dataset<Row> sightings(Dataset<Row> events) {
    Column rule = col(Outcomes.OUTCOME_RULE);
    Column decided = col(Events.CONSENT_PERSONALIZATION).isNotNull();
    return events
        .where(
            col(Outcomes.OUTCOME)
                .isin(RunAccounting.ACCEPTED, RunAccounting.SUPPRESSED)
                .and(not(rule.startsWith("bot."))))
        .select(
            col(Users.PERSON_ID),
            col(Events.OCCURRED_AT).as(Users.FIRST_SEEN_AT),
            col(Events.OCCURRED_AT).as(Users.LAST_SEEN_AT),
            col(Users.GUEST),
            col(Events.CONSENT_PERSONALIZATION),
            col(Events.CONSENT_ANALYTICS),
            col(Events.CONSENT_MARKETING),
            when(decided, col(Events.OCCURRED_AT)).as(Users.CONSENT_DECIDED_AT),
            col(Events.COUNTRY),
            col(Events.LOCALE),
            col(Events.DEVICE));
  }

  /** A stored decision, without the default that stands where there was none. */
  private static Column decided(String consent) {
    return when(col(Users.CONSENT_DECIDED_AT).isNotNull(), col(consent)).as(consent);
  }

  /** The newest decision; of two at one moment the refusal. */
  private static Column decision(String consent, boolean otherwise) {
    Column moment = struct(col(Users.CONSENT_DECIDED_AT), not(col(consent)));
    Column newest = max_by(col(consent), when(col(consent).isNotNull(), moment));
    return coalesce(newest, lit(otherwise)).as(consent);
  }

  private static Column latest(String column) {
    Column moment = struct(col(Users.LAST_SEEN_AT), col(column));
    return max_by(col(column), when(col(column).isNotNull(), moment)).as(column);
  }
}

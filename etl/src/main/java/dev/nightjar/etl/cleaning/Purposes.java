package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.rules.ConsentRules;
import dev.nightjar.etl.tables.Events;
import org.apache.spark.sql.Column;

/**
 * What an event says of the purposes for which it may be used: true, false, or null where it says
 * nothing. The browser's signal Global Privacy Control is a refusal, whatever else is said.
 */
final class Purposes {

  private Purposes() {}

  static Column personalization(ConsentRules rules) {
    Column said = col(Events.CONSENT_PERSONALIZATION);
    return rules.gpcRefusesPersonalization()
        ? when(col(Events.GPC), lit(false)).otherwise(said)
        : said;
  }

  static Column analytics() {
    return col(Events.CONSENT_ANALYTICS);
  }

  static Column marketing() {
    return when(col(Events.GPC), lit(false)).otherwise(col(Events.CONSENT_MARKETING));
  }

  /** Why the event must not be used for personalization; empty if it may. */
  static Column refusal(ConsentRules rules) {
    Column personalization = personalization(rules);
    Column missing = personalization.isNull().and(lit(!rules.missingGrants()));
    return when(col(Events.CONSENT_PERSONALIZATION).equalTo(false), "consent.refused")
        .when(personalization.equalTo(false), "consent.gpc")
        .when(missing, "consent.missing")
        .otherwise("");
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.tables.Events;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps from bronze.events to silver, in their order; one method a table. */
public final class Cleaning {

  /** What analysts may want of an event and no later table needs. */
  private static final String[] UNUSED = {
    Events.PROPERTIES, Events.TRAITS, Events.OS, Events.TIMEZONE, Events.PAGE_PATH, Events.CAMPAIGN
  };

  private Cleaning() {}

  /**
   * The events that a night decides, each with its outcome and its person. Used by every other
   * method here, so the caller keeps it.
   */
  public static Dataset<Row> decide(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    Dataset<Row> needed = events.drop(UNUSED);
    return Outcomes.withOutcome(needed, days, runDate)
        .transform(
            rows ->
                Identity.withPerson(rows, needed.where(days.isRelevantArrival()), days.rules()));
  }

  /** Rows of silver.interactions on the affected days. */
  public static Dataset<Row> interactions(Dataset<Row> decided, EventMapping mapping) {
    return Meaning.perInteraction(decided, mapping);
  }

  /** Rows of silver.exposures on the affected days. */
  public static Dataset<Row> exposures(Dataset<Row> decided, EventMapping mapping) {
    return Meaning.perExposure(decided, mapping);
  }

  /** Rows of silver.users, from those known already and the events decided. */
  public static Dataset<Row> users(Dataset<Row> known, Dataset<Row> decided, CleaningRules rules) {
    return People.merged(known, decided, rules);
  }

  /** Lines of the night by source, landing date, outcome and rule, in this order of columns. */
  public static Dataset<Row> perSourceOutcomes(Dataset<Row> decided, LocalDate runDate) {
    return decided
        .where(col(Events.RUN_DATE).equalTo(runDate))
        .groupBy(Events.SOURCE, Events.LANDING_DATE, Outcomes.OUTCOME, Outcomes.OUTCOME_RULE)
        .agg(count(lit(1)));
  }
}

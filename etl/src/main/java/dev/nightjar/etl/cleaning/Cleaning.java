package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.PersonDays;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps from bronze.events to silver, in their order; one method a table. */
public final class Cleaning {

  private static final String TIMES = "times";
  private static final String ROBOT_DAYS = "robot_days";
  private static final String CUT_DAYS = "cut_days";

  private Cleaning() {}

  /** Which ids were seen together. Used often by the next method, so the caller keeps it. */
  public static Dataset<Row> seen(Dataset<Row> events, Dataset<Row> personDays, AffectedDays days) {
    return Links.seen(events, personDays, days);
  }

  /** On which days which guest is whose. Used by the next two methods, so the caller keeps it. */
  public static Dataset<Row> joins(Dataset<Row> seen, AffectedDays days) {
    return Links.spans(seen, days);
  }

  /** First and last day, not affected yet, on which a guest is no longer who it was; or nulls. */
  public static Dataset<Row> daysOfOthers(
      Dataset<Row> personDays, Dataset<Row> joins, AffectedDays days) {
    return Identity.daysOfOthers(personDays, joins, days);
  }

  /** What the night's rules single out. Used by the next method, so the caller keeps it. */
  public static Exceptions exceptions(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    return Exceptions.find(events, days, runDate);
  }

  /** The events that a night decides, each with its outcome and its person. */
  public static Dataset<Row> decide(
      Dataset<Row> events,
      Exceptions exceptions,
      Dataset<Row> joins,
      AffectedDays days,
      LocalDate runDate) {
    return Outcomes.withOutcome(events.where(days.isDecided(runDate)), exceptions, days.rules())
        .transform(rows -> Identity.withPerson(rows, joins));
  }

  /** Rows of silver.interactions on the affected days. */
  public static Dataset<Row> interactions(Dataset<Row> decided, EventMapping mapping) {
    return Meaning.perInteraction(decided, mapping);
  }

  /** Rows of silver.exposures on the affected days. */
  public static Dataset<Row> exposures(Dataset<Row> decided, EventMapping mapping) {
    return Meaning.perExposure(decided, mapping);
  }

  /** Rows of silver.person_days on the affected days. */
  public static Dataset<Row> personDays(Dataset<Row> decided, CleaningRules rules) {
    return People.perPersonDay(decided, rules.consent());
  }

  /** Rows of silver.users from all rows of silver.person_days. */
  public static Dataset<Row> users(Dataset<Row> personDays, CleaningRules rules) {
    return People.perPerson(personDays, rules.consent());
  }

  /**
   * Of rows of silver.person_days: the days taken for a robot's, those of which a part was beyond
   * the cap, then who did most, how much, and how much all did.
   */
  public static Dataset<Row> paces(Dataset<Row> personDays) {
    Column isRobot = coalesce(col(PersonDays.RULE).startsWith("bot."), lit(false));
    Column isCut = coalesce(col(PersonDays.RULE).equalTo(Outcomes.CAPPED), lit(false));
    return personDays
        .groupBy(PersonDays.PERSON_ID)
        .agg(
            sum(PersonDays.EVENTS).as(TIMES),
            count_if(isRobot).as(ROBOT_DAYS),
            count_if(isCut).as(CUT_DAYS))
        .agg(
            sum(ROBOT_DAYS),
            sum(CUT_DAYS),
            mostFrequent(PersonDays.PERSON_ID),
            max(TIMES),
            sum(TIMES));
  }

  /** The item that most interactions are about, how many, and how many there are. */
  public static Dataset<Row> hottestItem(Dataset<Row> interactions) {
    return interactions
        .groupBy(Interactions.ITEM_ID)
        .agg(count(lit(1)).as(TIMES))
        .agg(mostFrequent(Interactions.ITEM_ID), max(TIMES), sum(TIMES));
  }

  private static Column mostFrequent(String key) {
    return max_by(col(key), struct(col(TIMES), col(key)));
  }

  /** Lines of the night by source, landing date, outcome and rule, in this order of columns. */
  public static Dataset<Row> perSourceOutcomes(Dataset<Row> decided, LocalDate runDate) {
    return decided
        .where(col(Events.RUN_DATE).equalTo(runDate))
        .groupBy(Events.SOURCE, Events.LANDING_DATE, Outcomes.OUTCOME, Outcomes.OUTCOME_RULE)
        .agg(count(lit(1)));
  }
}

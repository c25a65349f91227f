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
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The steps from bronze.events to silver, in their order; one method a table. */
public final class Cleaning {

  private static final String TIMES = "times";
  private static final String ROBOT_DAYS = "robot_days";
  private static final String CUT_DAYS = "cut_days";

  /** What the tables of silver and the accounting are made from; the rest of a row is not read. */
  private static final String[] DECIDED = {
    Events.RUN_DATE,
    Events.LANDING_DATE,
    Events.SOURCE,
    Events.EVENT,
    Events.MESSAGE_ID,
    Events.USER_KEY,
    Events.ANONYMOUS_KEY,
    Events.PREVIOUS_KEY,
    Events.SESSION_KEY,
    Events.OCCURRED_AT,
    Events.EVENT_DATE,
    Events.DEVICE,
    Events.COUNTRY,
    Events.OS,
    Events.BROWSER,
    Events.REFERRER,
    Events.LANGUAGE,
    Events.LOCALE,
    Events.CONSENT_PERSONALIZATION,
    Events.CONSENT_ANALYTICS,
    Events.CONSENT_MARKETING,
    Events.GPC,
    Events.RECOMMENDATION_ID,
    Events.VALUE,
    Events.ITEMS,
    Events.EXTRAS,
    Events.RULE,
    Outcomes.OUTCOME,
    Outcomes.OUTCOME_RULE,
    Interactions.PERSON_ID,
    Interactions.GUEST
  };

  private Cleaning() {}

  /**
   * What each combination of ids did on each day, from the events that are not late. Used by most
   * methods that follow, so the caller keeps it.
   */
  public static Dataset<Row> perIdsAndDay(
      Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    return IdDays.perIdsAndDay(events, days, runDate);
  }

  /** Which ids were seen together on which day. Used twice, so the caller keeps it. */
  public static Dataset<Row> seen(Dataset<Row> idDays, Dataset<Row> personDays, AffectedDays days) {
    return Links.seen(idDays, personDays, days);
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

  /** How many events there are and how many days of actors are busy, in this order; one row. */
  public static Dataset<Row> pace(Dataset<Row> idDays, CleaningRules rules) {
    return Robots.pace(Robots.perActorAndDay(idDays), rules.robots());
  }

  /** Days on which an actor did enough for any rule. Used often, so the caller keeps it. */
  public static Dataset<Row> keepBusy(Dataset<Row> idDays, CleaningRules rules) {
    return Robots.keepBusy(Robots.perActorAndDay(idDays), rules.robots());
  }

  /** Events of busy days. Used more than once, so the caller keeps it. */
  public static Dataset<Row> keepActs(
      Dataset<Row> events, Dataset<Row> busy, AffectedDays days, LocalDate runDate) {
    return Robots.keepActs(IdDays.inTime(events, days, runDate), busy, days.rules().robots());
  }

  /** Hashes of the messages that arrived more than once. Used once; kept to be counted. */
  public static Dataset<Row> keepRepeated(
      Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    return Outcomes.keepRepeated(events.where(days.isRelevant(runDate)));
  }

  /**
   * Lines that arrived before under the same message id. Used often, so the caller keeps it.
   *
   * @param repeated from the method above
   */
  public static Dataset<Row> keepRepeats(
      Dataset<Row> events, CountedRows repeated, AffectedDays days, LocalDate runDate) {
    return Outcomes.keepDuplicates(events.where(days.isRelevant(runDate)), repeated, days.rules());
  }

  /** Marks of {@link Exceptions}, from the results of the last methods. */
  public static Dataset<Row> marks(CountedRows repeats, Dataset<Row> acts, CleaningRules rules) {
    return Exceptions.marks(repeats, acts, rules.robots());
  }

  /** Robots of {@link Exceptions}. */
  public static Dataset<Row> robots(Dataset<Row> busy, Dataset<Row> acts, CleaningRules rules) {
    return Robots.robots(busy, acts, rules.robots());
  }

  /** The events that a night decides, each with its outcome. */
  public static Dataset<Row> withOutcome(
      Dataset<Row> events, Exceptions exceptions, AffectedDays days, LocalDate runDate) {
    return Outcomes.withOutcome(events.where(days.isDecided(runDate)), exceptions, days.rules());
  }

  /** The same events, each with its person. */
  public static Dataset<Row> withPerson(Dataset<Row> outcomes, Dataset<Row> joins) {
    return Identity.withPerson(outcomes, joins).select(columns(DECIDED));
  }

  /** Rows of silver.interactions on the affected days. */
  public static Dataset<Row> interactions(
      Dataset<Row> decided, CleaningRules rules, EventMapping mapping) {
    return Meaning.perInteraction(decided, mapping, rules.contextValues());
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

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
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

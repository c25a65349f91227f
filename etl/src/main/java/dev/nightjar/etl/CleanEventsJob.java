package dev.nightjar.etl;

import static org.apache.spark.sql.functions.countDistinct;

import dev.nightjar.etl.cleaning.AffectedDays;
import dev.nightjar.etl.cleaning.Cleaning;
import dev.nightjar.etl.cleaning.Exceptions;
import dev.nightjar.etl.cleaning.Rekeying;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.KeyChanges;
import dev.nightjar.etl.tables.PersonDays;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Users;
import dev.nightjar.settings.Settings;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Decides which bronze events count and whose they are, and writes silver.interactions,
 * silver.exposures, silver.person_days and silver.users. Rebuilds every day that the night's
 * arrivals reach, and completes the night's accounting.
 */
public final class CleanEventsJob {

  public static final String NAME = "clean-events";

  /**
   * What the job goes by.
   *
   * @param cleaning which events count
   * @param mapping what they mean
   */
  public record Rules(CleaningRules cleaning, EventMapping mapping) {

    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(EtlConfig.cleaning(settings), EventMappingConfig.load(settings));
    }
  }

  private CleanEventsJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, CleanEventsJob::run);
  }

  /** The job within a night. */
  public static CleanSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /** Rebuilds the days of silver that the night reaches. */
  public static CleanSummary run(Lake lake, Rules rules, LocalDate runDate) {
    Dataset<Row> events = lake.read(Events.TABLE);
    Optional<AffectedDays> reached = AffectedDays.of(events, rules.cleaning(), runDate);
    if (reached.isEmpty()) {
      List.of(Interactions.TABLE, Exposures.TABLE, PersonDays.TABLE, Users.TABLE)
          .forEach(lake::createIfMissing);
      return new CleanSummary(runDate, 0, 0, 0, 0);
    }
    Dataset<Row> known = lake.readOrEmpty(PersonDays.TABLE);
    if (!lake.exists(KeyChanges.TABLE)) {
      return decide(lake, rules, new Evidence(events, known, reached.get()), runDate);
    }
    Dataset<Row> changes = lake.read(KeyChanges.TABLE);
    long rotations = changes.agg(countDistinct(KeyChanges.KEY_VERSION)).head().getLong(0);
    Dataset<Row> newest = keep(Rekeying.newest(changes, rotations));
    try {
      Row older = Rekeying.daysUnderOlderKeys(known, newest, reached.get()).head();
      Evidence from =
          new Evidence(
              Rekeying.withNewestKeys(events, newest),
              Rekeying.withNewestKeys(known, newest),
              covering(reached.get(), older));
      return decide(lake, rules, from, runDate);
    } finally {
      newest.unpersist();
    }
  }

  /**
   * What a night decides from.
   *
   * @param events all of bronze.events
   * @param known all of silver.person_days
   * @param days to rebuild
   */
  private record Evidence(Dataset<Row> events, Dataset<Row> known, AffectedDays days) {}

  private static CleanSummary decide(Lake lake, Rules rules, Evidence from, LocalDate runDate) {
    Dataset<Row> seen = keep(Cleaning.seen(from.events(), from.known(), from.days()));
    Dataset<Row> joins = keep(Cleaning.joins(seen, from.days()));
    try {
      // A log-in may make a guest of older days somebody else: those days are rebuilt too.
      Row others = Cleaning.daysOfOthers(from.known(), joins, from.days()).head();
      AffectedDays days = covering(from.days(), others);
      try (Exceptions exceptions = Cleaning.exceptions(from.events(), days, runDate)) {
        Dataset<Row> decided = Cleaning.decide(from.events(), exceptions, joins, days, runDate);
        return clean(lake, rules, days, decided, runDate);
      }
    } finally {
      joins.unpersist();
      seen.unpersist();
    }
  }

  private static Dataset<Row> keep(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static AffectedDays covering(AffectedDays days, Row firstAndLast) {
    return firstAndLast.isNullAt(0)
        ? days
        : days.covering(day(firstAndLast, 0), day(firstAndLast, 1));
  }

  private static CleanSummary clean(
      Lake lake, Rules rules, AffectedDays days, Dataset<Row> decided, LocalDate runDate) {
    List<AccountedLines> outcomes = collectOutcomes(decided, runDate);
    String affected = days.predicate();
    Dataset<Row> inRange = decided.where(days.isAffected());
    inParallel(
        () ->
            lake.replace(
                Interactions.TABLE, Cleaning.interactions(inRange, rules.mapping()), affected),
        () -> lake.replace(Exposures.TABLE, Cleaning.exposures(inRange, rules.mapping()), affected),
        () ->
            lake.replace(
                PersonDays.TABLE, Cleaning.personDays(inRange, rules.cleaning()), affected));
    lake.overwrite(Users.TABLE, Cleaning.users(lake.read(PersonDays.TABLE), rules.cleaning()));
    account(lake, outcomes, runDate);
    return summary(outcomes, runDate, HotKeys.of(lake, days.from(), days.to()));
  }

  /** The tables are small on most nights, and a commit waits more than it works. */
  private static void inParallel(Runnable... writes) {
    SideBySide.run(
        writes.length, Arrays.stream(writes).map(write -> Executors.callable(write)).toList());
  }

  private static LocalDate day(Row row, int index) {
    return ((Date) row.get(index)).toLocalDate();
  }

  /** Bounded by the night's files times the rules. */
  private static List<AccountedLines> collectOutcomes(Dataset<Row> decided, LocalDate runDate) {
    List<AccountedLines> outcomes = new ArrayList<>();
    for (Row row : Cleaning.perSourceOutcomes(decided, runDate).collectAsList()) {
      outcomes.add(
          new AccountedLines(
              row.getString(0), day(row, 1), row.getString(2), row.getString(3), row.getLong(4)));
    }
    return outcomes;
  }

  private static void account(Lake lake, List<AccountedLines> outcomes, LocalDate runDate) {
    Accounting accounting = new Accounting(lake, RunAccounting.FEED_EVENTS, runDate);
    Map<String, Long> landedLines = new TreeMap<>();
    List<AccountedLines> complete = new ArrayList<>(outcomes);
    for (AccountedLines known : accounting.read()) {
      landedLines.merge(known.source(), known.lines(), Long::sum);
      if (known.outcome().equals(RunAccounting.QUARANTINED)) {
        complete.add(known);
      }
    }
    accounting.replace(complete, landedLines);
  }

  private static CleanSummary summary(
      List<AccountedLines> outcomes, LocalDate runDate, HotKeys hotKeys) {
    Map<String, Long> lines = new TreeMap<>();
    outcomes.forEach(o -> lines.merge(o.outcome(), o.lines(), Long::sum));
    return new CleanSummary(
        runDate,
        lines.getOrDefault(RunAccounting.ACCEPTED, 0L),
        lines.getOrDefault(RunAccounting.DUPLICATE, 0L),
        lines.getOrDefault(RunAccounting.SUPPRESSED, 0L),
        lines.getOrDefault(RunAccounting.LATE, 0L),
        hotKeys);
  }
}

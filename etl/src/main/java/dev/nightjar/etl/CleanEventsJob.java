package dev.nightjar.etl;

import static org.apache.spark.sql.functions.countDistinct;

import dev.nightjar.etl.cleaning.AffectedDays;
import dev.nightjar.etl.cleaning.Cleaning;
import dev.nightjar.etl.cleaning.CountedRows;
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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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

  /**
   * Up to here the decided events are kept, which spares the planning of their joins for each
   * table; of more events it is cheaper to read the columns of a table again than to keep those of
   * all.
   */
  private static final long FEW_EVENTS = 250_000;

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
    List<AccountedLines> landed = accounting(lake, runDate).read();
    Run run = new Run(lake, rules, runDate, landed);
    Dataset<Row> events = lake.read(Events.TABLE);
    Optional<AffectedDays> reached = AffectedDays.of(landed, rules.cleaning());
    if (reached.isEmpty()) {
      List.of(Interactions.TABLE, Exposures.TABLE, PersonDays.TABLE, Users.TABLE)
          .forEach(lake::createIfMissing);
      return new CleanSummary(runDate, 0, 0, 0, 0);
    }
    Dataset<Row> known = lake.readOrEmpty(PersonDays.TABLE);
    try (KeptRows kept = new KeptRows()) {
      Evidence landedAndKnown = new Evidence(events, known, reached.get());
      Evidence from =
          lake.exists(KeyChanges.TABLE) ? rekeyed(lake, landedAndKnown, kept) : landedAndKnown;
      return write(run, decide(run, from, kept));
    }
  }

  /**
   * One run of the job.
   *
   * @param landed what the night's ledger says of the lines that landed
   */
  private record Run(Lake lake, Rules rules, LocalDate runDate, List<AccountedLines> landed) {}

  /**
   * What a night decides from.
   *
   * @param events all of bronze.events
   * @param known all of silver.person_days
   * @param days to rebuild
   */
  private record Evidence(Dataset<Row> events, Dataset<Row> known, AffectedDays days) {}

  /**
   * What it decides.
   *
   * @param outcomes events with outcome
   * @param events the same with their person
   * @param days to rebuild
   */
  private record Decided(Dataset<Row> outcomes, Dataset<Row> events, AffectedDays days) {}

  private static Evidence rekeyed(Lake lake, Evidence from, KeptRows kept) {
    Dataset<Row> changes = lake.read(KeyChanges.TABLE);
    long rotations = changes.agg(countDistinct(KeyChanges.KEY_VERSION)).head().getLong(0);
    Dataset<Row> newest = kept.keep(Rekeying.newest(changes, rotations));
    Row older = Rekeying.daysUnderOlderKeys(from.known(), newest, from.days()).head();
    return new Evidence(
        Rekeying.withNewestKeys(from.events(), newest),
        Rekeying.withNewestKeys(from.known(), newest),
        covering(from.days(), older));
  }

  private static Decided decide(Run run, Evidence from, KeptRows kept) {
    Dataset<Row> reached =
        kept.keep(Cleaning.perIdsAndDay(from.events(), from.days(), run.runDate()));
    Dataset<Row> seen = kept.keepApart(Cleaning.seen(reached, from.known(), from.days()));
    Dataset<Row> joins = kept.keep(Cleaning.joins(seen, from.days()));
    List<Row> answers =
        SideBySide.run(
            2,
            List.of(
                () -> Cleaning.daysOfOthers(from.known(), joins, from.days()).head(),
                () -> Cleaning.pace(reached, from.days().rules()).head()));
    // A log-in may make a guest of older days somebody else: those days are rebuilt too.
    AffectedDays days = covering(from.days(), answers.get(0));
    boolean areAsReached = days.equals(from.days());
    Dataset<Row> idDays =
        areAsReached
            ? reached
            : kept.keep(Cleaning.perIdsAndDay(from.events(), days, run.runDate()));
    Row pace = areAsReached ? answers.get(1) : Cleaning.pace(idDays, days.rules()).head();
    boolean isBusy = pace.getLong(1) > 0;
    Dataset<Row> busy = kept.keepOrNone(Cleaning.keepBusy(idDays, days.rules()), isBusy);
    Dataset<Row> acts =
        kept.keepOrNone(Cleaning.keepActs(from.events(), busy, days, run.runDate()), isBusy);
    CountedRows repeats = repeats(run, from.events(), days, kept);
    Exceptions exceptions =
        new Exceptions(
            kept.keepCounted(Cleaning.marks(repeats, acts, days.rules())),
            kept.keepOrNone(Cleaning.robots(busy, acts, days.rules()), isBusy));
    Dataset<Row> outcomes = Cleaning.withOutcome(from.events(), exceptions, days, run.runDate());
    Dataset<Row> decided = Cleaning.withPerson(outcomes, joins);
    if (pace.isNullAt(0) || pace.getLong(0) <= FEW_EVENTS) {
      Dataset<Row> few = kept.keep(decided);
      return new Decided(few, few, days);
    }
    return new Decided(outcomes, decided, days);
  }

  private static CountedRows repeats(
      Run run, Dataset<Row> events, AffectedDays days, KeptRows kept) {
    CountedRows repeated = kept.keepCounted(Cleaning.keepRepeated(events, days, run.runDate()));
    return kept.keepCounted(Cleaning.keepRepeats(events, repeated, days, run.runDate()));
  }

  private static AffectedDays covering(AffectedDays days, Row firstAndLast) {
    return firstAndLast.isNullAt(0)
        ? days
        : days.covering(day(firstAndLast, 0), day(firstAndLast, 1));
  }

  private static CleanSummary write(Run run, Decided decided) {
    Lake lake = run.lake();
    Rules rules = run.rules();
    AffectedDays days = decided.days();
    AtomicReference<List<AccountedLines>> outcomes = new AtomicReference<>(List.of());
    String affected = days.predicate();
    Dataset<Row> inRange = decided.events().where(days.isAffected());
    inParallel(
        () -> outcomes.set(collectOutcomes(decided.outcomes(), run.runDate())),
        () ->
            lake.replace(
                Interactions.TABLE,
                Cleaning.interactions(inRange, rules.cleaning(), rules.mapping()),
                affected),
        () -> lake.replace(Exposures.TABLE, Cleaning.exposures(inRange, rules.mapping()), affected),
        () ->
            lake.replace(
                PersonDays.TABLE, Cleaning.personDays(inRange, rules.cleaning()), affected));
    List<AccountedLines> accounted = Objects.requireNonNull(outcomes.get());
    AtomicReference<HotKeys> hotKeys = new AtomicReference<>(HotKeys.NONE);
    inParallel(
        () ->
            lake.overwrite(
                Users.TABLE, Cleaning.users(lake.read(PersonDays.TABLE), rules.cleaning())),
        () -> account(run, accounted),
        () -> hotKeys.set(HotKeys.of(lake, days.from(), days.to())));
    return summary(accounted, run.runDate(), Objects.requireNonNull(hotKeys.get()));
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

  private static void account(Run run, List<AccountedLines> outcomes) {
    Map<String, Long> landedLines = new TreeMap<>();
    List<AccountedLines> complete = new ArrayList<>(outcomes);
    for (AccountedLines known : run.landed()) {
      landedLines.merge(known.source(), known.lines(), Long::sum);
      if (known.outcome().equals(RunAccounting.QUARANTINED)) {
        complete.add(known);
      }
    }
    accounting(run.lake(), run.runDate()).replace(complete, landedLines);
  }

  private static Accounting accounting(Lake lake, LocalDate runDate) {
    return new Accounting(lake, RunAccounting.FEED_EVENTS, runDate);
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

package dev.nightjar.etl;

import dev.nightjar.etl.cleaning.AffectedDays;
import dev.nightjar.etl.cleaning.Cleaning;
import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.etl.tables.Users;
import dev.nightjar.settings.Settings;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Decides which bronze events count and writes silver.interactions, silver.exposures and
 * silver.users. Rebuilds every day that the night's arrivals reach, and completes the night's
 * accounting.
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
    Optional<AffectedDays> days = AffectedDays.of(events, rules.cleaning(), runDate);
    if (days.isEmpty()) {
      List.of(Interactions.TABLE, Exposures.TABLE, Users.TABLE).forEach(lake::createIfMissing);
      return new CleanSummary(runDate, 0, 0, 0, 0);
    }
    Dataset<Row> decided =
        Cleaning.decide(events, days.get(), runDate).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<AccountedLines> outcomes = collectOutcomes(decided, runDate);
      String affected = days.get().predicate();
      Dataset<Row> inRange = decided.where(days.get().isAffected());
      lake.replace(Interactions.TABLE, Cleaning.interactions(inRange, rules.mapping()), affected);
      lake.replace(Exposures.TABLE, Cleaning.exposures(inRange, rules.mapping()), affected);
      lake.overwrite(
          Users.TABLE, Cleaning.users(lake.readOrEmpty(Users.TABLE), inRange, rules.cleaning()));
      account(lake, outcomes, runDate);
      return summary(outcomes, runDate);
    } finally {
      decided.unpersist();
    }
  }

  /** Bounded by the night's files times the rules. */
  private static List<AccountedLines> collectOutcomes(Dataset<Row> decided, LocalDate runDate) {
    List<AccountedLines> outcomes = new ArrayList<>();
    for (Row row : Cleaning.perSourceOutcomes(decided, runDate).collectAsList()) {
      LocalDate landingDate = ((Date) row.get(1)).toLocalDate();
      outcomes.add(
          new AccountedLines(
              row.getString(0), landingDate, row.getString(2), row.getString(3), row.getLong(4)));
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

  private static CleanSummary summary(List<AccountedLines> outcomes, LocalDate runDate) {
    Map<String, Long> lines = new TreeMap<>();
    outcomes.forEach(o -> lines.merge(o.outcome(), o.lines(), Long::sum));
    return new CleanSummary(
        runDate,
        lines.getOrDefault(RunAccounting.ACCEPTED, 0L),
        lines.getOrDefault(RunAccounting.DUPLICATE, 0L),
        lines.getOrDefault(RunAccounting.SUPPRESSED, 0L),
        lines.getOrDefault(RunAccounting.LATE, 0L));
  }
}

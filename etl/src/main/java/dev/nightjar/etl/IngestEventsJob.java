package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.etl.cleaning.Rekeying;
import dev.nightjar.etl.expectations.CheckedTable;
import dev.nightjar.etl.expectations.ExpectationsConfig;
import dev.nightjar.etl.expectations.RowChecks;
import dev.nightjar.etl.landing.EventParser;
import dev.nightjar.etl.landing.Feed;
import dev.nightjar.etl.landing.FeedIngest;
import dev.nightjar.etl.landing.KeyCheck;
import dev.nightjar.etl.landing.PseudonymKeys;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.EventMapping;
import dev.nightjar.etl.rules.EventMappingConfig;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.KeyChanges;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes the landed event files of a night into bronze.events and bronze.quarantine. Every landed
 * line is checked, typed and accounted for; raw ids become pseudonyms before anything is written.
 * While a rotation lasts, bronze.key_changes is written too.
 */
public final class IngestEventsJob {

  public static final String NAME = "ingest-events";

  /**
   * What the job goes by.
   *
   * @param lines what a line must keep to
   * @param mapping names whose events must have an item
   * @param expected what is declared of the values of a line
   * @param privacy key of the pseudonyms
   * @param takeOpenDays whether days are taken that a collector has not closed
   */
  public record Rules(
      IngestRules lines,
      EventMapping mapping,
      RowChecks expected,
      PrivacySettings privacy,
      boolean takeOpenDays) {

    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(
          EtlConfig.ingest(settings),
          EventMappingConfig.load(settings),
          ExpectationsConfig.load(settings).ofLines(CheckedTable.EVENTS),
          PrivacySettings.load(settings),
          EtlConfig.takeOpenDays(settings));
    }

    /** The event log as these rules read it. */
    public Feed feed() {
      EventParser parser = new EventParser(lines, mapping, PseudonymKeys.of(privacy));
      return Feed.events(parser, expected, lines.maxLineBytes(), takeOpenDays);
    }
  }

  private IngestEventsJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, IngestEventsJob::run);
  }

  /** The job within a night. */
  public static IngestSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /**
   * Takes the files that arrived up to the run date and that no other night took.
   *
   * @throws DataQualityException if no event ever landed, or if lines are unaccounted for
   * @throws dev.nightjar.settings.ConfigurationException if the lake was written with another
   *     secret
   */
  public static IngestSummary run(Lake lake, Rules rules, LocalDate runDate) {
    new KeyCheck(lake, rules.privacy()).run();
    IngestSummary summary = FeedIngest.run(lake, rules.feed(), runDate);
    if (summary.files() == 0 && lake.read(Events.TABLE).isEmpty()) {
      throw new DataQualityException(
          "no event has landed under "
              + lake.path(LakePaths.LANDING_EVENTS)
              + " up to "
              + runDate
              + " in days that are closed; land some with bin/nightjar import or bin/nightjar simulate, or give a later --run-date");
    }
    if (rules.privacy().previousSecret().isPresent()) {
      Dataset<Row> taken = lake.read(Events.TABLE).where(col(Events.RUN_DATE).equalTo(runDate));
      lake.replaceRunDate(KeyChanges.TABLE, Rekeying.changes(taken, runDate), runDate);
    }
    return summary;
  }
}

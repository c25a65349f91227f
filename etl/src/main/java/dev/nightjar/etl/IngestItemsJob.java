package dev.nightjar.etl;

import dev.nightjar.etl.expectations.CheckedTable;
import dev.nightjar.etl.expectations.ExpectationsConfig;
import dev.nightjar.etl.expectations.RowChecks;
import dev.nightjar.etl.landing.Feed;
import dev.nightjar.etl.landing.FeedIngest;
import dev.nightjar.etl.landing.ItemParser;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.rules.IngestRules;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Takes the landed catalogue files of a night into bronze.items and bronze.quarantine, through the
 * same door as events. A lake without a catalogue is allowed: the table is then empty.
 */
public final class IngestItemsJob {

  public static final String NAME = "ingest-items";

  /**
   * What the job goes by.
   *
   * @param lines what a line must keep to
   * @param expected what is declared of the values of a record
   * @param privacy key of the hashes of refused lines
   */
  public record Rules(IngestRules lines, RowChecks expected, PrivacySettings privacy) {

    /** The rules of a run. */
    public static Rules load(Settings settings) {
      return new Rules(
          EtlConfig.ingest(settings),
          ExpectationsConfig.load(settings).ofLines(CheckedTable.ITEM_RECORDS),
          PrivacySettings.load(settings));
    }

    /** The catalogue as these rules read it. */
    public Feed feed() {
      byte[] secret = privacy.secret().reveal().getBytes(StandardCharsets.UTF_8);
      return Feed.items(new ItemParser(lines, secret), expected, lines.maxLineBytes());
    }
  }

  private IngestItemsJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, IngestItemsJob::run);
  }

  /** The job within a night. */
  public static IngestSummary run(NightContext night) {
    return run(night.lake(), Rules.load(night.settings()), night.runDate());
  }

  /** Takes the files that arrived up to the run date and that no other night took. */
  public static IngestSummary run(Lake lake, Rules rules, LocalDate runDate) {
    return FeedIngest.run(lake, rules.feed(), runDate);
  }
}

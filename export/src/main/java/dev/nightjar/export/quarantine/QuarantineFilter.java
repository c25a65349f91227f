package dev.nightjar.export.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which refused lines a command is about.
 *
 * @param night night that refused them
 * @param rule rule, or the part of it before a colon
 * @param file part of the landed file's path
 * @param feed events or items
 */
record QuarantineFilter(
    Optional<LocalDate> night,
    Optional<String> rule,
    Optional<String> file,
    Optional<String> feed) {

  /** Flags that {@link #of} reads. */
  static final Set<String> FLAGS = Set.of("night", "rule", "file", "feed");

  private static final String FEED = "feed";
  private static final Set<String> FEEDS =
      Set.of(RunAccounting.FEED_EVENTS, RunAccounting.FEED_ITEMS);

  static QuarantineFilter of(CommandLine line) {
    line.value(FEED)
        .filter(feed -> !FEEDS.contains(feed))
        .ifPresent(
            feed -> {
              throw new ConfigurationException("--feed " + feed + " must be events or items");
            });
    return new QuarantineFilter(
        line.date("night"), line.value("rule"), line.value("file"), line.value(FEED));
  }

  Dataset<Row> apply(Dataset<Row> quarantine) {
    Column kept = lit(true);
    if (night.isPresent()) {
      kept = kept.and(col(Quarantine.RUN_DATE).equalTo(lit(night.get())));
    }
    if (rule.isPresent()) {
      Column name = col(Quarantine.RULE);
      kept = kept.and(name.equalTo(rule.get()).or(name.startsWith(rule.get() + ":")));
    }
    if (file.isPresent()) {
      kept = kept.and(col(Quarantine.SOURCE).contains(file.get()));
    }
    if (feed.isPresent()) {
      kept = kept.and(col(Quarantine.FEED).equalTo(feed.get()));
    }
    return quarantine.where(kept);
  }
}

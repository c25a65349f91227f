package dev.nightjar.etl.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.nightjar.etl.AccountedLines;
import dev.nightjar.etl.Accounting;
import dev.nightjar.etl.IngestSummary;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Takes a feed's landed files into bronze: each line becomes a bronze row or a quarantine row, and
 * the ledger is written last, so that a broken run leaves its files to be taken again.
 */
public final class FeedIngest {

  /** Tasks a core: enough to even out, few enough for small nights. */
  private static final int TASKS_A_CORE = 2;

  private FeedIngest() {}

  /**
   * Takes what the night has to take; does nothing but replace its partitions if that is nothing.
   */
  public static IngestSummary run(Lake lake, Feed feed, LocalDate runDate) {
    Accounting accounting = new Accounting(lake, feed.name(), runDate);
    List<LandedFile> files =
        LandingFiles.select(lake, feed.landing(), runDate, accounting.takenByOtherNights());
    int tasks = lake.spark().sparkContext().defaultParallelism() * TASKS_A_CORE;
    Dataset<Row> landed =
        LandedReader.read(lake.spark(), lake.uri(), LandingFiles.spread(files, tasks), feed)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Tally tally = tally(landed);
      lake.replaceRunDate(feed.table(), records(landed, runDate), runDate);
      lake.replace(
          Quarantine.TABLE,
          quarantine(landed, feed.name(), runDate),
          "run_date = '" + runDate + "' AND feed = '" + feed.name() + "'");
      accounting.replace(tally.accounted(), tally.landedLines());
      return tally.summary(feed.name(), runDate);
    } finally {
      landed.unpersist();
    }
  }

  /** Rows of the bronze table. */
  static Dataset<Row> records(Dataset<Row> landed, LocalDate runDate) {
    return landed
        .where(col(LandedSchema.OUTCOME).equalTo(RunAccounting.ACCEPTED))
        .select(col(LandedSchema.RECORD + ".*"))
        .withColumn(Events.RUN_DATE, lit(runDate));
  }

  /** Rows of bronze.quarantine. */
  static Dataset<Row> quarantine(Dataset<Row> landed, String feed, LocalDate runDate) {
    return landed
        .where(col(LandedSchema.OUTCOME).equalTo(RunAccounting.QUARANTINED))
        .select(
            lit(runDate).as(Quarantine.RUN_DATE),
            col(LandedSchema.LANDING_DATE).as(Quarantine.LANDING_DATE),
            col(LandedSchema.SOURCE).as(Quarantine.SOURCE),
            lit(feed).as(Quarantine.FEED),
            col(LandedSchema.RULE).as(Quarantine.RULE),
            col(LandedSchema.REFUSED_LINE + ".*"))
        .coalesce(1);
  }

  /** Counts by file, outcome and rule; bounded by the files of a night times the rules. */
  private static Tally tally(Dataset<Row> landed) {
    Tally tally = new Tally(new ArrayList<>(), new HashMap<>());
    Column[] key = {
      col(LandedSchema.SOURCE),
      col(LandedSchema.LANDING_DATE),
      col(LandedSchema.OUTCOME),
      col(LandedSchema.RULE)
    };
    landed
        .groupBy(key)
        .agg(sum(LandedSchema.LINES), sum(LandedSchema.LANDED))
        .collectAsList()
        .forEach(tally::add);
    return tally;
  }

  /** What the files held, by what was counted before parsing and by what came of each line. */
  private record Tally(List<AccountedLines> accounted, Map<String, Long> landedLines) {

    void add(Row row) {
      String source = row.getString(0);
      String outcome = row.getString(2);
      landedLines.merge(source, row.getLong(5), Long::sum);
      if (!outcome.equals(LandedSchema.FILE)) {
        LocalDate landingDate = ((Date) row.get(1)).toLocalDate();
        accounted.add(
            new AccountedLines(source, landingDate, outcome, row.getString(3), row.getLong(4)));
      }
    }

    IngestSummary summary(String feed, LocalDate runDate) {
      long refusedFiles = accounted.stream().filter(a -> a.lines() == 0).count();
      long landed = landedLines.values().stream().mapToLong(Long::longValue).sum();
      return new IngestSummary(
          feed,
          runDate,
          landedLines.size(),
          refusedFiles,
          landed,
          lines(RunAccounting.ACCEPTED),
          lines(RunAccounting.QUARANTINED));
    }

    private long lines(String outcome) {
      return accounted.stream()
          .filter(a -> a.outcome().equals(outcome))
          .mapToLong(AccountedLines::lines)
          .sum();
    }
  }
}

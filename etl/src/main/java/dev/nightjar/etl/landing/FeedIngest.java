package dev.nightjar.etl.landing;

import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.AccountedLines;
import dev.nightjar.etl.Accounting;
import dev.nightjar.etl.IngestSummary;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
        LandingFiles.select(lake, feed, runDate, accounting.takenByOtherNights());
    FileTallies tallies = new FileTallies();
    lake.spark().sparkContext().register(tallies, "landed files");
    lake.replaceRunDate(feed.table(), records(lake, feed, files, tallies, runDate), runDate);
    Tally tally = Tally.of(files, tallies.value());
    lake.replace(
        Quarantine.TABLE,
        quarantine(lake, feed, tallies.value(), runDate),
        "run_date = '" + runDate + "' AND feed = '" + feed.name() + "'");
    accounting.replace(tally.accounted(), tally.landedLines());
    return tally.summary(feed.name(), runDate);
  }

  /** Rows of the bronze table; writing them fills the tallies. */
  private static Dataset<Row> records(
      Lake lake, Feed feed, List<LandedFile> files, FileTallies tallies, LocalDate runDate) {
    QuarantineRows rows = new QuarantineRows(feed.parser());
    return LandedReader.read(
        lake,
        feed,
        LandingFiles.spread(files, tasks(lake)),
        feed.parser().schema(),
        () -> new TakenLines(tallies, rows, TakenLines.MOST_KEPT_ROWS, runDate));
  }

  /** Rows of bronze.quarantine: those kept by the first reading, others of a second. */
  private static Dataset<Row> quarantine(
      Lake lake, Feed feed, Map<String, FileTally> tallies, LocalDate runDate) {
    Map<String, FileTally> readAgain = new TreeMap<>();
    List<Row> kept = new ArrayList<>();
    tallies.forEach(
        (source, tally) -> {
          if (tally.isTooMuchToKeep()) {
            readAgain.put(source, tally);
          } else {
            kept.addAll(tally.keptRows());
          }
        });
    Dataset<Row> rows = lake.spark().createDataFrame(kept, QuarantineRows.SCHEMA);
    Dataset<Row> refused =
        readAgain.isEmpty() ? rows : rows.unionAll(secondReading(lake, feed, readAgain));
    return refused
        .withColumn(Quarantine.RUN_DATE, lit(runDate))
        .withColumn(Quarantine.FEED, lit(feed.name()))
        .repartition(1);
  }

  private static Dataset<Row> secondReading(Lake lake, Feed feed, Map<String, FileTally> tallies) {
    List<LandedFile> files = tallies.values().stream().map(FileTally::file).toList();
    QuarantineRows rows = new QuarantineRows(feed.parser());
    return LandedReader.read(
        lake,
        feed,
        LandingFiles.spread(files, tasks(lake)),
        QuarantineRows.SCHEMA,
        () -> new RefusedLines(tallies, rows));
  }

  private static int tasks(Lake lake) {
    return lake.spark().sparkContext().defaultParallelism() * TASKS_A_CORE;
  }

  /** What the files held, by what was counted before parsing and by what came of each line. */
  private record Tally(List<AccountedLines> accounted, Map<String, Long> landedLines) {

    static Tally of(List<LandedFile> files, Map<String, FileTally> tallies) {
      Tally tally = new Tally(new ArrayList<>(), new TreeMap<>());
      for (LandedFile file : files) {
        FileTally held = tallies.get(file.source());
        if (held == null) {
          throw new IllegalStateException(file.source() + " was to be read and was not");
        }
        tally.accounted.addAll(held.accounted());
        tally.landedLines.put(file.source(), held.verdict().lines());
      }
      return tally;
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

package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.RunAccounting;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The ledger in gold.run_accounting: which night took which landed file, and what became of every
 * line. A night's rows are replaced together, and only if they add up to the lines landed.
 */
public final class Accounting {

  private final Lake lake;
  private final String feed;
  private final LocalDate runDate;

  /** The part of the ledger that one night keeps of one feed. */
  public Accounting(Lake lake, String feed, LocalDate runDate) {
    this.lake = lake;
    this.feed = feed;
    this.runDate = runDate;
  }

  /** Files that other nights took, as paths relative to the root of the lake. */
  public Set<String> takenByOtherNights() {
    Set<String> sources = new HashSet<>();
    if (lake.exists(RunAccounting.TABLE)) {
      lake.read(RunAccounting.TABLE)
          .where(col(RunAccounting.FEED).equalTo(feed))
          .where(col(RunAccounting.RUN_DATE).notEqual(runDate))
          .select(RunAccounting.SOURCE)
          .distinct()
          .collectAsList()
          .forEach(row -> sources.add(row.getString(0)));
    }
    return sources;
  }

  /** What this night took, by file and outcome. */
  public List<AccountedLines> read() {
    return lake.readOrEmpty(RunAccounting.TABLE).where(ofThisNight()).collectAsList().stream()
        .map(
            row ->
                new AccountedLines(
                    row.getAs(RunAccounting.SOURCE),
                    row.<Date>getAs(RunAccounting.LANDING_DATE).toLocalDate(),
                    row.getAs(RunAccounting.OUTCOME),
                    row.getAs(RunAccounting.RULE),
                    row.<Long>getAs(RunAccounting.LINES)))
        .toList();
  }

  /**
   * Replaces what this night took.
   *
   * @param landedLines lines of each file, counted before parsing; 0 for a file refused as a whole
   * @throws DataQualityException if a file's outcomes do not add up to its lines; nothing is
   *     written
   */
  public void replace(List<AccountedLines> accounted, Map<String, Long> landedLines) {
    check(accounted, landedLines);
    List<Row> rows =
        accounted.stream()
            .map(
                a ->
                    RowFactory.create(
                        Date.valueOf(runDate),
                        a.source(),
                        Date.valueOf(a.landingDate()),
                        feed,
                        a.outcome(),
                        a.rule(),
                        a.lines()))
            .toList();
    Dataset<Row> dataset = lake.spark().createDataFrame(rows, RunAccounting.SCHEMA).coalesce(1);
    lake.replace(
        RunAccounting.TABLE, dataset, "run_date = '" + runDate + "' AND feed = '" + feed + "'");
  }

  private static void check(List<AccountedLines> accounted, Map<String, Long> landedLines) {
    Map<String, Long> sums = new TreeMap<>();
    accounted.forEach(a -> sums.merge(a.source(), a.lines(), Long::sum));
    landedLines.forEach(
        (source, landed) -> {
          long sum = sums.getOrDefault(source, 0L);
          if (sum != landed) {
            throw new DataQualityException(
                source
                    + " has "
                    + landed
                    + " lines but "
                    + sum
                    + " were accounted for; was the file changed while it was read? Landed files must"
                    + " not change: land it again under another name and run the night again");
          }
        });
  }

  private Column ofThisNight() {
    return col(RunAccounting.RUN_DATE)
        .equalTo(lit(runDate))
        .and(col(RunAccounting.FEED).equalTo(feed));
  }
}

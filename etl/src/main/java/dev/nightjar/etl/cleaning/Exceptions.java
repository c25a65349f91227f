package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.rules.CleaningRules;
import dev.nightjar.etl.tables.RunAccounting;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The few events and days that a night's rules single out, kept until closed. Every table of silver
 * is made from the events and these: to read the columns that a table needs again costs less than
 * to keep all columns of all events.
 *
 * @param marks source, line and mark of repeats and of events beyond the cap
 * @param robots actor, day and rule
 * @param steps what both are found by, each used more than once
 */
public record Exceptions(Dataset<Row> marks, Dataset<Row> robots, List<Dataset<Row>> steps)
    implements AutoCloseable {

  /** Those that bear on what the night decides. */
  static Exceptions find(Dataset<Row> events, AffectedDays days, LocalDate runDate) {
    CleaningRules rules = days.rules();
    Dataset<Row> inTime =
        events.where(days.isDecided(runDate)).where(Outcomes.isLate(rules).unary_$bang());
    Dataset<Row> counts = keep(Robots.counts(inTime));
    Dataset<Row> repeats =
        keep(Outcomes.keepDuplicates(events.where(days.isRelevant(runDate)), rules));
    Dataset<Row> beyondCap = Robots.keepBeyondCap(inTime, counts, repeats, rules.robots());
    Dataset<Row> marks =
        repeats
            .withColumn(Outcomes.MARK, lit(RunAccounting.DUPLICATE))
            .unionByName(beyondCap.withColumn(Outcomes.MARK, lit(Outcomes.CAPPED)));
    return new Exceptions(
        keep(marks),
        keep(Robots.perActorAndDay(inTime, counts, rules.robots())),
        List.of(counts, repeats));
  }

  private static Dataset<Row> keep(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public void close() {
    marks.unpersist();
    robots.unpersist();
    steps.forEach(Dataset::unpersist);
  }
}

package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.rules.RobotRules;
import dev.nightjar.etl.tables.RunAccounting;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The few events and days that a night's rules single out. Every table of silver is made from the
 * events and these: to read the columns that a table needs again costs less than to keep all
 * columns of all events. The caller keeps both.
 *
 * @param marks line and, by source, the mark of repeats and of events beyond the cap: joined by a
 *     number, which is found faster than source and line together
 * @param robots actor, day and rule
 */
public record Exceptions(CountedRows marks, Dataset<Row> robots) {

  /** The marks of a night. */
  static Dataset<Row> marks(CountedRows repeats, Dataset<Row> acts, RobotRules rules) {
    Dataset<Row> beyondCap = Robots.keepBeyondCap(acts, repeats, rules);
    return Outcomes.perLine(
        marked(repeats.rows(), RunAccounting.DUPLICATE)
            .unionByName(marked(beyondCap, Outcomes.CAPPED)));
  }

  private static Dataset<Row> marked(Dataset<Row> lines, String mark) {
    return lines.withColumn(Outcomes.MARK, lit(mark));
  }
}

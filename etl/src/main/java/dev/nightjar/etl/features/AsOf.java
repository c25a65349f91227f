package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.nightjar.etl.rules.FeatureRules;
import dev.nightjar.etl.tables.Interactions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a feature of a run date may see. The tables hold later days when an earlier night is run
 * again, so every feature begins here.
 */
final class AsOf {

  private static final double MICROS_A_DAY = 86_400_000_000.0;

  private AsOf() {}

  /** The interactions of the window that ends with the run date. */
  static Dataset<Row> keepWindow(Dataset<Row> interactions, FeatureRules rules, LocalDate runDate) {
    return interactions.where(
        col(Interactions.EVENT_DATE).between(runDate.minusDays(rules.windowDays() - 1L), runDate));
  }

  /** Days from a moment to the end of the run date. */
  static Column daysUntilEnd(Column moment, LocalDate runDate) {
    long end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    return lit(end).minus(unix_micros(moment)).divide(MICROS_A_DAY);
  }
}

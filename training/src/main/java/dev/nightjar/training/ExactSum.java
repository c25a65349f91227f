package dev.nightjar.training;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;

/**
 * Sums that do not depend on the order of the rows. A sum of doubles does, in its last bits, and
 * the order follows the number and names of files: two lakes with equal rows would train unequal
 * models. Terms are rounded to 1e-9 and added up as whole numbers; a sum may reach 9e9.
 */
final class ExactSum {
  private static final double UNITS = 1e9;

  private ExactSum() {}

  /** The sum of a column of doubles. */
  static Column of(Column terms) {
    return sum(round(terms.multiply(lit(UNITS))).cast("bigint")).divide(lit(UNITS));
  }
}

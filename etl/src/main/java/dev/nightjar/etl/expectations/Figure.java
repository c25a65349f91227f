package dev.nightjar.etl.expectations;

import java.util.Optional;

/**
 * One number that was taken of a table, as gold.table_profile keeps it.
 *
 * @param key what it is of
 * @param producer program that made the events; empty for all together
 * @param rows rows looked at
 * @param number the number; nothing if no row gives one
 */
public record Figure(Key key, String producer, long rows, Optional<Long> number) {

  /** Share of the rows that the number is. */
  double share() {
    return rows == 0 ? 0 : number.orElse(0L) / (double) rows;
  }

  /**
   * What a figure is of, whichever night and producer.
   *
   * @param table table it is about
   * @param measure what is counted: the kind of a rule, or one of {@link Figures}
   * @param column column, field, feed or rule; empty for the table itself
   */
  public record Key(String table, String measure, String column) {}
}

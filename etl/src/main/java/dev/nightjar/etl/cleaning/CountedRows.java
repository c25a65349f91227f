package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.broadcast;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that all events are joined to, with their number. Few are sent to every task, so that the
 * events are not shuffled; as many as a day has that landed twice would not fit into memory there.
 *
 * @param rows kept by the caller
 * @param number how many they are
 */
public record CountedRows(Dataset<Row> rows, long number) {

  /** Some 300 MB where a row is a line of several files; of numbers far less. */
  private static final long FEW = 500_000;

  /** The rows as a side of a join. */
  Dataset<Row> forJoin() {
    return number <= FEW ? broadcast(rows) : rows;
  }
}

package dev.nightjar.etl;

import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.cleaning.CountedRows;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that a job uses more than once, kept until it is closed. Not thread-safe. */
final class KeptRows implements AutoCloseable {

  private final Deque<Dataset<Row>> kept = new ArrayDeque<>();

  /** The same rows, worked out at their first use. */
  Dataset<Row> keep(Dataset<Row> rows) {
    kept.push(rows);
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** The same rows with their number, worked out at once. */
  CountedRows keepCounted(Dataset<Row> rows) {
    Dataset<Row> worked = keep(rows);
    return new CountedRows(worked, worked.count());
  }

  /** The same rows; without reading anything, if it is known that there are none. */
  Dataset<Row> keepOrNone(Dataset<Row> rows, boolean isAny) {
    return isAny ? keep(rows) : rows.where(lit(false));
  }

  /**
   * The same rows, cut off from the tables they come from. Spark works out anew whatever it keeps
   * of a table when the table is written, also what is no longer needed; not so with these.
   */
  Dataset<Row> keepApart(Dataset<Row> rows) {
    return keep(rows.sparkSession().createDataFrame(rows.toJavaRDD(), rows.schema()));
  }

  @Override
  public void close() {
    while (!kept.isEmpty()) {
      kept.pop().unpersist();
    }
  }
}

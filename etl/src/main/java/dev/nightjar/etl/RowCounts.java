package dev.nightjar.etl;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/**
 * Counts rows while they are written, so that a job need not read its table again to say how many
 * there were. Of one write: put it last before the write, where no later step of Spark runs a task
 * twice. Not thread-safe.
 */
final class RowCounts {

  /** Spark tells the counts after the write, from a thread of its own; it needs milliseconds. */
  private static final long SECONDS_TO_WAIT = 60;

  private final Observation observation = new Observation();

  /** The same rows, counted when they are written. Counts need names. */
  Dataset<Row> count(Dataset<Row> rows, Column first, Column... others) {
    return rows.observe(observation, first, others);
  }

  /**
   * What was counted under a name.
   *
   * @throws IllegalStateException if the rows were not written
   */
  long of(String name) {
    Object counted = counts().get(name);
    if (counted == null) {
      throw new IllegalStateException("Spark wrote the rows and did not count " + name);
    }
    return ((Number) counted).longValue();
  }

  private Map<String, Object> counts() {
    try {
      Await.ready(observation.future(), Duration.create(SECONDS_TO_WAIT, TimeUnit.SECONDS));
      return observation.getAsJava();
    } catch (TimeoutException e) {
      throw new IllegalStateException("rows were to be counted and were not written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the rows were counted", e);
    }
  }
}

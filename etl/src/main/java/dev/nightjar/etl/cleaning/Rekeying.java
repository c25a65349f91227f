package dev.nightjar.etl.cleaning;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.KeyChanges;
import dev.nightjar.etl.tables.PersonDays;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Carries history over a change of the pseudonyms' key. An id's pseudonym under the older key is
 * replaced by the one under the newest key that the id was seen with, wherever rows of bronze or
 * silver.person_days are read; from there on a person is one, as if the key had never changed.
 */
public final class Rekeying {

  private static final String[] KEYS = {Events.USER_KEY, Events.ANONYMOUS_KEY, Events.PREVIOUS_KEY};
  private static final String NEXT = "next_key";
  private static final String NEXT_VERSION = "next_key_version";

  private Rekeying() {}

  /** Rows of bronze.key_changes from a night's rows of bronze.events. */
  public static Dataset<Row> changes(Dataset<Row> events, LocalDate runDate) {
    return events
        .where(col(Events.OLDER_KEYS).isNotNull())
        .select(
            col(Events.KEY_VERSION).as(KeyChanges.KEY_VERSION),
            explode(col(Events.OLDER_KEYS)).as(new String[] {KeyChanges.OLDER_KEY, KeyChanges.KEY}))
        .distinct()
        .withColumn(KeyChanges.RUN_DATE, lit(runDate));
  }

  /**
   * Each older pseudonym with the newest one of its id. Used by every other method here, so the
   * caller keeps it.
   *
   * @param rotations how many changes of the key the rows tell of
   */
  public static Dataset<Row> newest(Dataset<Row> changes, long rotations) {
    Dataset<Row> step =
        changes
            .groupBy(KeyChanges.OLDER_KEY)
            .agg(
                max_by(col(KeyChanges.KEY), col(KeyChanges.KEY_VERSION)).as(KeyChanges.KEY),
                max(KeyChanges.KEY_VERSION).as(KeyChanges.KEY_VERSION));
    Dataset<Row> next =
        step.select(
            col(KeyChanges.OLDER_KEY).as("of_key"),
            col(KeyChanges.KEY).as(NEXT),
            col(KeyChanges.KEY_VERSION).as(NEXT_VERSION));
    Dataset<Row> newest = step;
    for (long more = 1; more < rotations; more++) {
      Column isNext =
          col(KeyChanges.KEY)
              .equalTo(col("of_key"))
              .and(col(NEXT_VERSION).gt(col(KeyChanges.KEY_VERSION)));
      newest =
          newest
              .join(next, isNext, "left")
              .select(
                  col(KeyChanges.OLDER_KEY),
                  coalesce(col(NEXT), col(KeyChanges.KEY)).as(KeyChanges.KEY),
                  coalesce(col(NEXT_VERSION), col(KeyChanges.KEY_VERSION))
                      .as(KeyChanges.KEY_VERSION));
    }
    return newest.select(KeyChanges.OLDER_KEY, KeyChanges.KEY);
  }

  /** The rows, of bronze.events or silver.person_days, with every id under its newest key. */
  public static Dataset<Row> withNewestKeys(Dataset<Row> rows, Dataset<Row> newest) {
    Dataset<Row> rekeyed = rows;
    for (String key : KEYS) {
      String older = "older_" + key;
      String now = "newest_" + key;
      Dataset<Row> change =
          newest.select(col(KeyChanges.OLDER_KEY).as(older), col(KeyChanges.KEY).as(now));
      rekeyed =
          rekeyed
              .join(change, col(key).equalTo(col(older)), "left")
              .withColumn(key, coalesce(col(now), col(key)))
              .drop(older, now);
    }
    return rekeyed;
  }

  /**
   * First and last day, not affected yet, on which silver.person_days has somebody under an older
   * key; or nulls.
   */
  public static Dataset<Row> daysUnderOlderKeys(
      Dataset<Row> personDays, Dataset<Row> newest, AffectedDays days) {
    return personDays
        .where(days.isAffected().unary_$bang())
        .select(
            col(PersonDays.EVENT_DATE),
            explode(
                    array(
                        col(PersonDays.PERSON_ID),
                        col(PersonDays.USER_KEY),
                        col(PersonDays.ANONYMOUS_KEY),
                        col(PersonDays.PREVIOUS_KEY)))
                .as(KeyChanges.OLDER_KEY))
        .join(newest, new String[] {KeyChanges.OLDER_KEY}, "left_semi")
        .agg(min(PersonDays.EVENT_DATE), max(PersonDays.EVENT_DATE));
  }
}

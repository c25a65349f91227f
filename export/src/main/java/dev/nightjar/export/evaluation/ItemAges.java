package dev.nightjar.export.evaluation;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.ItemFeatures;
import dev.nightjar.ranking.store.Snapshot;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How old each item of a snapshot was at the cut-off, in words: from its publication, else from its
 * first interaction. What has no row in gold.item_features has no age. Immutable.
 */
final class ItemAges {
  /** No item has an age. */
  static final ItemAges NONE = new ItemAges(new double[0]);

  private final double[] days;

  /**
   * @param days days at the cut-off, by the index of the item; NaN where it is not known
   */
  ItemAges(double[] days) {
    this.days = days;
  }

  /** Reads the night's ages, of the items of the snapshot only. */
  static ItemAges read(Lake lake, LocalDate runDate, Instant cutoff, Snapshot snapshot) {
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    double since = Duration.between(cutoff, end).toSeconds() / 86_400.0;
    double[] days = new double[snapshot.itemCount()];
    Arrays.fill(days, Double.NaN);
    for (Row row :
        lake.readOrEmpty(ItemFeatures.TABLE)
            .where(functions.col(ItemFeatures.RUN_DATE).equalTo(Date.valueOf(runDate)))
            .select(
                functions.col(ItemFeatures.ITEM_ID),
                functions.col(ItemFeatures.AGE_DAYS).cast("double"))
            .collectAsList()) {
      int item = snapshot.indexOf(row.getString(0));
      if (item >= 0 && !row.isNullAt(1)) {
        days[item] = row.getDouble(1) - since;
      }
    }
    return new ItemAges(days);
  }

  /** The age of an item in words; empty when it is not known. */
  String of(int item) {
    if (item >= days.length || Double.isNaN(days[item])) {
      return "";
    }
    if (days[item] < 7) {
      return "below_7_days";
    }
    return days[item] < 30 ? "7_to_30_days" : days[item] < 90 ? "30_to_90_days" : "from_90_days";
  }
}

package dev.nightjar.training;

import static dev.nightjar.training.QualityCheck.assertReached;
import static dev.nightjar.training.QualityCheck.train;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.training.tables.ModelMetrics;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shipped settings against reference figures on a gift shop's year. */
@ExtendWith(SparkSessionExtension.class)
class OnlineRetailQualityIT {
  @Test
  void reachesTheReference(Lake lake) {
    Dataset<Row> rows = RealInteractions.onlineRetail(lake.spark());
    train(lake, rows, LocalDate.of(2011, 12, 9), "2011-11-10T00:00:00Z");
    assertReached(lake, "als", ModelMetrics.NEW_ITEMS, 0.1116, 0.0930);
    assertReached(lake, "als", ModelMetrics.ALL_ITEMS, 0.27, 0.256);
    assertReached(lake, "item_item", ModelMetrics.NEW_ITEMS, 0.115, 0.095);
    assertReached(lake, "item_item", ModelMetrics.ALL_ITEMS, 0.25, 0.24);
    assertReached(lake, "recent", ModelMetrics.NEW_ITEMS, 0.0947, 0.0845);
  }
}

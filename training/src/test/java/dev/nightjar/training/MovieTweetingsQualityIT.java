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

/** The shipped settings against reference figures on films rated in public. */
@ExtendWith(SparkSessionExtension.class)
class MovieTweetingsQualityIT {
  @Test
  void reachesTheReference(Lake lake) {
    Dataset<Row> rows = RealInteractions.movieTweetings(lake.spark());
    train(lake, rows, LocalDate.of(2013, 9, 1), "2013-07-30T11:54:05Z");
    assertReached(lake, "als", ModelMetrics.NEW_ITEMS, 0.1457, 0.0718);
    assertReached(lake, "item_item", ModelMetrics.NEW_ITEMS, 0.19, 0.085);
    assertReached(lake, "recent", ModelMetrics.NEW_ITEMS, 0.2769, 0.14);
  }
}

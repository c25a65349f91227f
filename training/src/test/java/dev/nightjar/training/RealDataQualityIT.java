package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.tables.ModelMetrics;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The shipped settings against reference figures on two real data sets, with the protocol of
 * docs/models.md: one set of settings for both.
 */
@ExtendWith(SparkSessionExtension.class)
class RealDataQualityIT {
  @Test
  void reachesTheReferenceOnOnlineRetail(Lake lake) {
    Dataset<Row> rows = RealInteractions.onlineRetail(lake.spark());
    train(lake, rows, LocalDate.of(2011, 12, 9), "2011-11-10T00:00:00Z");
    assertReached(lake, "als", ModelMetrics.NEW_ITEMS, 0.1116, 0.0930);
    assertReached(lake, "als", ModelMetrics.ALL_ITEMS, 0.27, 0.256);
    assertReached(lake, "item_item", ModelMetrics.NEW_ITEMS, 0.0802, 0.0667);
    assertReached(lake, "item_item", ModelMetrics.ALL_ITEMS, 0.1661, 0.1609);
    assertReached(lake, "recent", ModelMetrics.NEW_ITEMS, 0.0947, 0.0845);
  }

  @Test
  void reachesTheReferenceOnMovieTweetings(Lake lake) {
    Dataset<Row> rows = RealInteractions.movieTweetings(lake.spark());
    train(lake, rows, LocalDate.of(2013, 9, 1), "2013-07-30T11:54:05Z");
    assertReached(lake, "als", ModelMetrics.NEW_ITEMS, 0.1457, 0.0718);
    assertReached(lake, "item_item", ModelMetrics.NEW_ITEMS, 0.19, 0.085);
    assertReached(lake, "recent", ModelMetrics.NEW_ITEMS, 0.2769, 0.14);
  }

  private static void train(Lake lake, Dataset<Row> rows, LocalDate runDate, String cutoff) {
    lake.overwrite(Interactions.TABLE, rows);
    TrainingPlan plan = TrainingPlan.load(Settings.load(List.of(), Map.of("split.cutoff", cutoff)));
    TrainModelsJob.run(lake, plan, runDate, "");
    EvaluateModelsJob.run(lake, plan, runDate);
  }

  private static void assertReached(
      Lake lake, String recommender, String policy, double recall, double ndcg) {
    assertThat(value(lake, recommender, policy, "recall"))
        .as("recall@20 of %s, %s", recommender, policy)
        .isGreaterThanOrEqualTo(recall);
    assertThat(value(lake, recommender, policy, "ndcg"))
        .as("ndcg@20 of %s, %s", recommender, policy)
        .isGreaterThanOrEqualTo(ndcg);
  }

  private static double value(Lake lake, String recommender, String policy, String metric) {
    return lake.read(ModelMetrics.TABLE)
        .where(col(ModelMetrics.WINDOW).equalTo("test"))
        .where(col(ModelMetrics.RECOMMENDER).equalTo(recommender))
        .where(col(ModelMetrics.POLICY).equalTo(policy))
        .where(col(ModelMetrics.METRIC).equalTo(metric))
        .where(col(ModelMetrics.K).equalTo(20))
        .select(ModelMetrics.VALUE)
        .head()
        .getDouble(0);
  }
}

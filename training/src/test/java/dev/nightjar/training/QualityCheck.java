package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.tables.ModelMetrics;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains with the shipped settings on real interactions and compares with reference figures, by the
 * protocol of docs/models.md: one set of settings for all data sets.
 */
final class QualityCheck {
  private QualityCheck() {}

  static void train(Lake lake, Dataset<Row> rows, LocalDate runDate, String cutoff) {
    lake.overwrite(Interactions.TABLE, rows);
    Map<String, String> sets = Map.of("split.cutoff", cutoff, "training.als.search.trials", "0");
    TrainingPlan plan = TrainingPlan.load(Settings.load(List.of(), sets));
    TrainModelsJob.run(lake, plan, runDate, "");
    EvaluateModelsJob.run(lake, plan, runDate);
  }

  static void assertReached(
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

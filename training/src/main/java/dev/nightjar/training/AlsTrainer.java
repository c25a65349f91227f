package dev.nightjar.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.log1p;

import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.UserFactors;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Implicit matrix factorisation by alternating least squares, with MLlib: Hu, Koren and Volinsky,
 * "Collaborative Filtering for Implicit Feedback Datasets" (2008); the regularisation grows with
 * the number of examples of a row, after Zhou et al., "Large-scale Parallel Collaborative Filtering
 * for the Netflix Prize" (2008). The confidence of an example is {@code 1 + alpha *
 * log1p(preference)}: the logarithm keeps a hundredth purchase from weighing a hundred times.
 *
 * <p>With equal examples, seed and blocks the factors are equal on one machine. On a cluster the
 * order in which shuffled blocks arrive can change the last bits of a sum.
 */
final class AlsTrainer {
  private static final String RATING = "rating";
  private static final String ID = "id";
  private static final String FEATURES = "features";

  private final AlsParams params;

  AlsTrainer(AlsParams params) {
    this.params = params;
  }

  /**
   * Factors of a window.
   *
   * @param users schema {@link UserFactors}
   * @param items schema {@link ItemFactorsFile}
   */
  record Factors(Dataset<Row> users, Dataset<Row> items) {}

  Factors train(Examples examples) {
    if (examples.isEmpty()) {
      SparkSession spark = examples.rows().sparkSession();
      return new Factors(
          spark.createDataFrame(List.of(), UserFactors.SCHEMA),
          spark.createDataFrame(List.of(), ItemFactorsFile.SCHEMA));
    }
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setRank(params.rank())
            .setRegParam(params.regParam())
            .setAlpha(params.alpha())
            .setMaxIter(params.iterations())
            .setSeed(params.seed())
            .setNumBlocks(params.blocks())
            .setUserCol(Examples.PERSON_INDEX)
            .setItemCol(Examples.ITEM_INDEX)
            .setRatingCol(RATING)
            .fit(
                examples
                    .rows()
                    .select(
                        col(Examples.PERSON_INDEX),
                        col(Examples.ITEM_INDEX),
                        log1p(col(Examples.PREFERENCE)).cast("float").as(RATING)));
    Dataset<Row> users =
        model
            .userFactors()
            .join(examples.persons(), col(ID).equalTo(col(Examples.PERSON_INDEX)))
            .select(col(UserFactors.PERSON_ID), col(FEATURES).as(UserFactors.FACTORS));
    Dataset<Row> items =
        model
            .itemFactors()
            .join(broadcast(examples.items()), col(ID).equalTo(col(Examples.ITEM_INDEX)))
            .select(col(ItemFactorsFile.ITEM_ID), col(FEATURES).as(ItemFactorsFile.FACTORS));
    return new Factors(users, items);
  }
}

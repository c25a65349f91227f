package dev.nightjar.training;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.etl.SideBySide;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Segments of persons: k-means with MLlib over user factors scaled to length 1, so that the
 * distance is one of taste and not of activity. The number of segments is the one with the best
 * mean silhouette on a sample: Rousseeuw, "Silhouettes: a graphical aid to the interpretation and
 * validation of cluster analysis" (1987); k-means|| after Bahmani et al., "Scalable K-Means++"
 * (2012).
 */
final class Segments {
  private static final String VECTOR = "features";
  private static final String RAW = "raw";
  private static final int PERSONS_PER_SEGMENT = 5;

  /** Every iteration is a job; the order of the silhouettes settles early. */
  private static final int CHOICE_ITERATIONS = 5;

  private final SegmentParams params;
  private final int partitions;

  /**
   * @param partitions tasks; part of the result, for each draws its own first centres
   */
  Segments(SegmentParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  /**
   * The number of segments with the best silhouette; 1 when there are too few persons for any of
   * the choices.
   */
  int chooseCount(Dataset<Row> userFactors) {
    long persons = userFactors.count();
    List<Integer> choices = choices(persons);
    if (choices.size() < 2) {
      return choices.isEmpty() ? 1 : choices.get(0);
    }
    double share = Math.min(1.0, (double) params.samplePersons() / persons);
    // One task a choice, two choices at a time: the sample is small, and a choice is twenty short
    // steps over it.
    Dataset<Row> sample = vectors(userFactors.where(keeps(share)), 1).persist();
    try {
      List<Callable<Double>> steps = new ArrayList<>();
      for (int count : choices) {
        steps.add(() -> silhouette(sample, count));
      }
      List<Double> silhouettes = SideBySide.run(2, steps);
      return choices.get(silhouettes.indexOf(Collections.max(silhouettes)));
    } finally {
      sample.unpersist();
    }
  }

  /** A row a person with a segment, schema {@link SegmentsFile}. */
  Dataset<Row> assign(Dataset<Row> userFactors, int count) {
    Column person = col(UserFactors.PERSON_ID).as(SegmentsFile.PERSON_ID);
    if (count < 2) {
      return userFactors.select(person, lit(0).as(SegmentsFile.SEGMENT));
    }
    Dataset<Row> vectors = vectors(userFactors, partitions).persist();
    try {
      if (choices(vectors.count()).isEmpty()) {
        return userFactors.select(person, lit(0).as(SegmentsFile.SEGMENT));
      }
      return fit(vectors, count, params.iterations())
          .transform(vectors)
          .select(person, col(SegmentsFile.SEGMENT));
    } finally {
      vectors.unpersist();
    }
  }

  private double silhouette(Dataset<Row> sample, int count) {
    KMeansModel model = fit(sample, count, Math.min(CHOICE_ITERATIONS, params.iterations()));
    if (model.clusterCenters().length < 2) {
      return -1;
    }
    return new ClusteringEvaluator()
        .setFeaturesCol(VECTOR)
        .setPredictionCol(SegmentsFile.SEGMENT)
        .evaluate(model.transform(sample));
  }

  private KMeansModel fit(Dataset<Row> vectors, int count, int iterations) {
    return new KMeans()
        .setK(count)
        .setSeed(params.seed())
        .setInitSteps(1)
        .setMaxIter(iterations)
        .setFeaturesCol(VECTOR)
        .setPredictionCol(SegmentsFile.SEGMENT)
        .fit(vectors);
  }

  private List<Integer> choices(long persons) {
    return params.counts().stream()
        .filter(count -> (long) count * PERSONS_PER_SEGMENT <= persons)
        .toList();
  }

  private static Column keeps(double share) {
    if (share >= 1) {
      return lit(true);
    }
    return xxhash64(col(UserFactors.PERSON_ID))
        .bitwiseAND(lit(Long.MAX_VALUE))
        .lt(lit((long) (Long.MAX_VALUE * share)));
  }

  /**
   * Placed and ordered by person: how a store packs files into tasks must not show in the result.
   */
  private static Dataset<Row> vectors(Dataset<Row> userFactors, int partitions) {
    Dataset<Row> raw =
        userFactors
            .select(col(UserFactors.PERSON_ID), array_to_vector(col(UserFactors.FACTORS)).as(RAW))
            .repartition(partitions, col(UserFactors.PERSON_ID))
            .sortWithinPartitions(UserFactors.PERSON_ID);
    return new Normalizer().setInputCol(RAW).setOutputCol(VECTOR).transform(raw).drop(RAW);
  }
}

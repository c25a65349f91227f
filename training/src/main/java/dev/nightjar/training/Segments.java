package dev.nightjar.training;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Segments of persons: k-means with MLlib over user factors scaled to length 1, so that the
 * distance is one of taste and not of activity. The number of segments is the one with the best
 * mean silhouette on a sample: Rousseeuw, "Silhouettes: a graphical aid to the interpretation and
 * validation of cluster analysis" (1987). The clusters of the sample are also what MLlib begins
 * with, so that few of its iterations, each a job over everyone, are left to do.
 */
final class Segments {
  private static final String VECTOR = "features";
  private static final String RAW = "raw";
  private static final int PERSONS_PER_SEGMENT = 5;

  /** The order of the silhouettes settles early. */
  private static final int CHOICE_ITERATIONS = 5;

  /** An iteration over the sample costs a thousandth of one over everyone. */
  private static final int SAMPLE_ITERATIONS = 100;

  private final SegmentParams params;
  private final int partitions;

  /**
   * @param partitions tasks; part of the result's last bits
   */
  Segments(SegmentParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  /** Persons whose hashes are the least, as many as the settings allow. */
  SampleClusters sample(Dataset<Row> userFactors) {
    Column person = col(UserFactors.PERSON_ID);
    Dataset<Row> bounded =
        userFactors.orderBy(xxhash64(person), person).limit(params.samplePersons());
    return new SampleClusters(
        vectors(bounded).select(VECTOR).collectAsList().stream()
            .map(row -> row.<org.apache.spark.ml.linalg.Vector>getAs(0).toArray())
            .toList());
  }

  /**
   * The number of segments with the best silhouette; 1 when there are too few persons for any of
   * the choices.
   */
  int chooseCount(SampleClusters sample) {
    List<Integer> choices = choices(sample);
    if (choices.size() < 2) {
      return choices.isEmpty() ? 1 : choices.get(0);
    }
    Map<Integer, Double> silhouettes = new HashMap<>();
    int iterations = Math.min(CHOICE_ITERATIONS, params.iterations());
    for (int count : choices) {
      silhouettes.put(count, sample.silhouette(sample.cluster(count, iterations, params.seed())));
    }
    return choices.stream().max(Comparator.comparing(silhouettes::get)).orElseThrow();
  }

  /** A row a person with a segment, schema {@link SegmentsFile}. */
  Dataset<Row> assign(Dataset<Row> userFactors, SampleClusters sample, int count) {
    Column person = col(UserFactors.PERSON_ID).as(SegmentsFile.PERSON_ID);
    if (count < 2 || choices(sample).isEmpty()) {
      return userFactors.select(person, lit(0).as(SegmentsFile.SEGMENT));
    }
    double[][] first = sample.cluster(count, SAMPLE_ITERATIONS, params.seed()).centers();
    KMeansModel model = refined(userFactors, first);
    // The data frame's own model cannot be told which centres to begin with.
    UDF1<org.apache.spark.ml.linalg.Vector, Integer> nearest =
        vector -> model.predict(Vectors.fromML(vector));
    UserDefinedFunction segment = udf(nearest, DataTypes.IntegerType);
    return vectors(userFactors).select(person, segment.apply(col(VECTOR)).as(SegmentsFile.SEGMENT));
  }

  /** Over everyone, beginning with these centres. */
  private KMeansModel refined(Dataset<Row> userFactors, double[][] first) {
    JavaRDD<Vector> vectors =
        vectors(placed(userFactors))
            .select(VECTOR)
            .toJavaRDD()
            .map(row -> Vectors.fromML(row.<org.apache.spark.ml.linalg.Vector>getAs(0)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Vector[] centers = Arrays.stream(first).map(Vectors::dense).toArray(Vector[]::new);
      return new KMeans()
          .setK(first.length)
          .setSeed(params.seed())
          .setMaxIterations(params.iterations())
          .setInitialModel(new KMeansModel(centers))
          .run(vectors.rdd());
    } finally {
      vectors.unpersist();
    }
  }

  private List<Integer> choices(SampleClusters sample) {
    return params.counts().stream()
        .filter(count -> (long) count * PERSONS_PER_SEGMENT <= sample.size())
        .toList();
  }

  /**
   * Placed and ordered by person: how a store packs files into tasks must not show in the result.
   */
  private Dataset<Row> placed(Dataset<Row> userFactors) {
    return userFactors
        .repartition(partitions, col(UserFactors.PERSON_ID))
        .sortWithinPartitions(UserFactors.PERSON_ID);
  }

  private static Dataset<Row> vectors(Dataset<Row> userFactors) {
    Dataset<Row> raw =
        userFactors.select(
            col(UserFactors.PERSON_ID), array_to_vector(col(UserFactors.FACTORS)).as(RAW));
    return new Normalizer().setInputCol(RAW).setOutputCol(VECTOR).transform(raw).drop(RAW);
  }
}

package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.SparkSessionExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ItemNeighborsIT {
  private static final Instant CUTOFF = Instant.parse("2026-02-01T00:00:00Z");
  private static final PreferenceRules RULES =
      new PreferenceRules(10, 1, 20, List.of("purchase"), List.of("dismiss"), 100);

  private static final EaseParams NO_EASE = new EaseParams(0, 1);

  private final SparkSession spark;

  ItemNeighborsIT(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void agreesWithTheCosineComputedDirectlyWhateverTheFlushes() {
    Random random = new Random(8);
    int persons = 40;
    int items = 30;
    double[][] weights = new double[persons][items];
    Rows rows = new Rows();
    for (int p = 0; p < persons; p++) {
      for (int n = 0; n < 12; n++) {
        int item = random.nextInt(items);
        rows.add("p" + p, "i" + item, "view", 1, "2026-01-0%dT00:00:00Z".formatted(1 + n % 9));
        weights[p][item]++;
      }
    }
    for (double[] person : weights) {
      for (int i = 0; i < items; i++) {
        person[i] = Math.log1p(person[i]);
      }
    }
    Map<String, Double> found =
        similarities(rows, new NeighborParams(100, 0, 0.5, 2, 1024, NO_EASE));
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        double expected = i == j ? 0 : shrunkCosine(weights, i, j, 2);
        assertThat(found.getOrDefault("i" + i + " i" + j, 0.0))
            .as("i%d i%d", i, j)
            .isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** Steck's formula over the same matrix, inverted the slow and obvious way. */
  @Test
  void agreesWithTheClosedFormComputedDirectly() {
    Random random = new Random(9);
    int persons = 60;
    int items = 25;
    double[][] met = new double[persons][items];
    Rows rows = new Rows();
    for (int p = 0; p < persons; p++) {
      // A person of one item has nothing in common with anybody and still weighs on the diagonal.
      for (int n = 0; n < (p % 10 == 0 ? 1 : 8); n++) {
        int item = random.nextInt(items);
        rows.add("p" + p, "i" + item, "view", 1, "2026-01-0%dT00:00:00Z".formatted(1 + n));
        met[p][item] = 1;
      }
    }
    double[][] expected = closedForm(met, 0.5);
    Map<String, Double> found =
        similarities(rows, new NeighborParams(100, 0, 0.5, 2, 1024, new EaseParams(items, 0.5)));
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        assertThat(found.getOrDefault("i" + i + " i" + j, 0.0))
            .as("i%d i%d", i, j)
            .isCloseTo(i == j ? 0 : Math.max(0, expected[i][j]), within(1e-5));
      }
    }
  }

  @Test
  void takesCosinesWhereThereAreMoreItemsThanTheClosedFormIsFor() {
    Rows rows = new Rows();
    for (int i = 0; i < 4; i++) {
      rows.add("p" + i % 2, "i" + i, "view", 1, "2026-01-01T10:00:00Z");
    }
    NeighborParams cosines = new NeighborParams(9, 0, 0.5, 0, 1024, new EaseParams(3, 1));
    assertThat(similarities(rows, cosines)).containsEntry("i0 i2", 1.0);
    NeighborParams ease = new NeighborParams(9, 0, 0.5, 0, 1024, new EaseParams(4, 1));
    assertThat(similarities(rows, ease)).containsEntry("i0 i2", 0.5);
  }

  @Test
  void prefersItemsOfOneDayWhenVisitsWeigh() {
    Rows rows = new Rows();
    for (int p = 0; p < 5; p++) {
      rows.add("p" + p, "bread", "purchase", 8, "2026-01-01T10:00:00Z")
          .add("p" + p, "butter", "purchase", 8, "2026-01-01T11:00:00Z")
          .add("p" + p, "boots", "purchase", 8, "2026-01-20T10:00:00Z");
    }
    Map<String, Double> found =
        similarities(rows, new NeighborParams(100, 0.5, 0.5, 0, 1024, NO_EASE));
    assertThat(found.get("bread butter")).isGreaterThan(found.get("bread boots"));
    assertThat(found.get("butter bread")).isEqualTo(found.get("bread butter"));
  }

  @Test
  void ranksFromOneWithoutGapsUpToTheCount() {
    Rows rows = new Rows();
    for (int i = 0; i < 9; i++) {
      rows.add("p", "i" + i, "view", 1, "2026-01-01T10:00:00Z");
    }
    List<Row> all =
        neighbors(rows, new NeighborParams(3, 0.5, 0.5, 0, 1024, NO_EASE)).collectAsList();
    assertThat(all).hasSize(27);
    assertThat(all.stream().filter(row -> row.getString(0).equals("i4")).map(row -> row.getInt(1)))
        .containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void givesNothingForNothing() {
    assertThat(neighbors(new Rows(), new NeighborParams(3, 0.5, 0.5, 0, 1024, NO_EASE)).count())
        .isZero();
  }

  private Dataset<Row> neighbors(Rows rows, NeighborParams params) {
    Dataset<Row> interactions = rows.on(spark);
    Dataset<Row> preferences = PreferenceAggregation.perPersonItem(interactions, RULES, CUTOFF);
    try (Examples examples =
        Examples.persist(PreferenceAggregation.keepExamples(preferences, RULES), 3)) {
      return new ItemNeighbors(params, 3, 100)
          .train(examples, interactions, params.method(examples.itemCount()))
          .localCheckpoint();
    }
  }

  private Map<String, Double> similarities(Rows rows, NeighborParams params) {
    Map<String, Double> found = new TreeMap<>();
    for (Row row : neighbors(rows, params).collectAsList()) {
      found.put(row.getString(0) + " " + row.getString(2), row.getDouble(3));
    }
    return found;
  }

  private static double[][] closedForm(double[][] met, double ridge) {
    int items = met[0].length;
    double[][] gram = new double[items][items];
    double trace = 0;
    for (double[] person : met) {
      for (int i = 0; i < items; i++) {
        trace += person[i];
        for (int j = 0; j < items; j++) {
          gram[i][j] += person[i] * person[j];
        }
      }
    }
    for (int i = 0; i < items; i++) {
      gram[i][i] += ridge * trace / items;
    }
    double[][] inverse = inverse(gram);
    double[][] weights = new double[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        weights[i][j] = -inverse[i][j] / inverse[j][j];
      }
    }
    return weights;
  }

  /** Gauss-Jordan, without pivots: the matrix is positive definite. */
  private static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      inverse[i][i] = 1;
    }
    for (int pivot = 0; pivot < size; pivot++) {
      double by = matrix[pivot][pivot];
      for (int j = 0; j < size; j++) {
        matrix[pivot][j] /= by;
        inverse[pivot][j] /= by;
      }
      for (int i = 0; i < size; i++) {
        double times = i == pivot ? 0 : matrix[i][pivot];
        for (int j = 0; j < size; j++) {
          matrix[i][j] -= times * matrix[pivot][j];
          inverse[i][j] -= times * inverse[pivot][j];
        }
      }
    }
    return inverse;
  }

  private static double shrunkCosine(double[][] weights, int i, int j, double shrinkage) {
    double dot = 0;
    double ii = 0;
    double jj = 0;
    int common = 0;
    for (double[] person : weights) {
      dot += person[i] * person[j];
      ii += person[i] * person[i];
      jj += person[j] * person[j];
      common += person[i] > 0 && person[j] > 0 ? 1 : 0;
    }
    return common == 0 ? 0 : dot / Math.sqrt(ii * jj) * common / (common + shrinkage);
  }
}

package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.etl.SparkSessionExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class TransitionsIT {
  private static final Instant CUTOFF = Instant.parse("2026-01-11T00:00:00Z");
  private static final PreferenceRules RULES =
      new PreferenceRules(1000, 1, 20, List.of("purchase"), List.of("dismiss"), 100);

  private final SparkSession spark;

  TransitionsIT(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void sharesWhatFollowsAnItemByNearnessAndAge() {
    Rows rows =
        new Rows()
            // 10 days old, which is one half-life: tea, then cake, then milk.
            .add("p", "tea", "view", 1, "2026-01-01T00:00:00Z")
            .add("p", "cake", "view", 1, "2026-01-01T00:00:01Z")
            .add("p", "milk", "view", 1, "2026-01-01T00:00:02Z")
            // Fresh: tea, then milk.
            .add("q", "tea", "view", 1, "2026-01-10T23:59:58Z")
            .add("q", "milk", "view", 1, "2026-01-10T23:59:59Z");
    Map<String, Double> found = transitions(rows, new TransitionParams(5, 0.5, 10, 0, 9), 3);
    double cake = 0.5;
    double milk = 0.5 * 0.5 + 1;
    assertThat(found.get("tea cake")).isCloseTo(cake / (cake + milk), within(1e-4));
    assertThat(found.get("tea milk")).isCloseTo(milk / (cake + milk), within(1e-4));
    assertThat(found.get("cake milk")).isCloseTo(1, within(1e-4));
    assertThat(found).doesNotContainKeys("milk tea", "milk cake", "cake tea", "tea tea");
  }

  @Test
  void looksNoFurtherThanItsWindowAndThePersonsNewestEvents() {
    Rows rows = new Rows();
    for (int i = 0; i < 5; i++) {
      rows.add("p", "i" + i, "view", 1, "2026-01-0%dT00:00:00Z".formatted(1 + i));
    }
    assertThat(transitions(rows, new TransitionParams(1, 1, 10, 0, 9), 100))
        .containsOnlyKeys("i0 i1", "i1 i2", "i2 i3", "i3 i4");
    assertThat(transitions(rows, new TransitionParams(9, 1, 10, 0, 9), 2))
        .containsOnlyKeys("i3 i4");
  }

  @Test
  void thinItemsSayLessWhenShrunk() {
    Rows rows =
        new Rows()
            .add("p", "a", "view", 1, "2026-01-10T23:59:58Z")
            .add("p", "b", "view", 1, "2026-01-10T23:59:59Z");
    assertThat(transitions(rows, new TransitionParams(5, 1, 10, 3, 9), 100).get("a b"))
        .isCloseTo(0.25, within(1e-4));
  }

  @Test
  void givesNothingForNothing() {
    assertThat(transitions(new Rows(), new TransitionParams(5, 1, 10, 0, 9), 100)).isEmpty();
  }

  private Map<String, Double> transitions(Rows rows, TransitionParams params, int longest) {
    Dataset<Row> interactions = rows.on(spark);
    Dataset<Row> preferences = PreferenceAggregation.perPersonItem(interactions, RULES, CUTOFF);
    Map<String, Double> found = new TreeMap<>();
    try (Examples examples =
        Examples.persist(PreferenceAggregation.keepExamples(preferences, RULES), 3)) {
      NeighborRows.Size size =
          new NeighborRows.Size(3, examples.itemCount(), params.count(), 1024, true);
      for (Row row :
          new Transitions(params, size, longest, CUTOFF)
              .train(examples, interactions)
              .collectAsList()) {
        found.put(row.getString(0) + " " + row.getString(2), row.getDouble(3));
      }
    }
    return found;
  }
}

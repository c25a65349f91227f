package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.CandidateTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendLearnerTest {
  private static final BlendWeights UNUSED = BlendWeights.of(Map.of());

  private static final int CANDIDATES = 120;
  private static final int SOURCES = Source.values().length;

  /** The relevant items of each example are those that the planted weights rank first. */
  private static List<BlendExample> planted(double[] weights, double noise, int count, long seed) {
    Random random = new Random(seed);
    List<BlendExample> examples = new ArrayList<>();
    for (int e = 0; e < count; e++) {
      float[][] scores = new float[CANDIDATES][SOURCES];
      double[] truth = new double[CANDIDATES];
      for (int c = 0; c < CANDIDATES; c++) {
        for (int s = 0; s < SOURCES; s++) {
          scores[c][s] = random.nextFloat();
          truth[c] += weights[s] * scores[c][s];
        }
        truth[c] += noise * random.nextGaussian();
      }
      int[] items = IntStream.range(0, CANDIDATES).toArray();
      int[] relevant =
          IntStream.range(0, CANDIDATES)
              .boxed()
              .sorted(Comparator.comparingDouble(c -> -truth[c]))
              .limit(8)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      examples.add(
          BlendExample.of(
              new CandidateTable(
                  items, scores, UNUSED, new float[items.length], new float[0], List.of()),
              relevant));
    }
    return examples;
  }

  private static double[] weights(Source a, double ofA, Source b, double ofB) {
    double[] weights = new double[SOURCES];
    weights[a.ordinal()] = ofA;
    weights[b.ordinal()] = ofB;
    return weights;
  }

  private static BlendLearner learner() {
    return new BlendLearner(Objective.NDCG, weights(Source.POPULAR, 1, Source.RECENT, 1));
  }

  @Test
  void recoversPlantedWeights() {
    double[] truth = weights(Source.ALS, 1, Source.RECENT, 0.4);
    BlendLearner.Learned learned = learner().learn(planted(truth, 0.02, 200, 1));

    assertThat(learned.origin()).startsWith("learned");
    assertThat(learned.weights()[Source.ALS.ordinal()]).isEqualTo(1);
    assertThat(learned.weights()[Source.RECENT.ordinal()]).isBetween(0.3, 0.5);
    assertThat(learned.weights()[Source.POPULAR.ordinal()]).isLessThan(0.08);
    assertThat(learner().mean(planted(truth, 0.02, 100, 2), learned.weights())).isGreaterThan(0.85);
  }

  @Test
  void isAtLeastAsGoodAsEverySingleSourceOnTheConfirmingHalf() {
    List<BlendExample> examples = planted(weights(Source.ALS, 1, Source.SEGMENT, 1), 0.5, 80, 3);
    BlendLearner.Learned learned = learner().learn(examples);
    List<BlendExample> confirming =
        IntStream.range(0, examples.size())
            .filter(i -> i % 2 == 1)
            .mapToObj(examples::get)
            .toList();

    for (int s = 0; s < SOURCES; s++) {
      double[] alone = new double[SOURCES];
      alone[s] = 1;
      assertThat(learned.value()).isGreaterThanOrEqualTo(learner().mean(confirming, alone));
    }
  }

  @Test
  void neverGivesANegativeWeight() {
    double[] harmful = weights(Source.ALS, 1, Source.POPULAR, -0.8);
    BlendLearner.Learned learned = learner().learn(planted(harmful, 0.05, 120, 4));

    assertThat(learned.weights()).doesNotContain(-1);
    assertThat(Arrays.stream(learned.weights()).min().orElseThrow()).isZero();
    assertThat(learned.weights()[Source.POPULAR.ordinal()]).isZero();
  }

  @Test
  void equalExamplesGiveEqualWeights() {
    double[] truth = weights(Source.ITEM_ITEM, 1, Source.OWN_PAST, 0.7);
    assertThat(learner().learn(planted(truth, 0.1, 100, 5)).weights())
        .containsExactly(learner().learn(planted(truth, 0.1, 100, 5)).weights());
  }

  @Test
  void hitRateCountsOnlyTheFirstTwentyPlaces() {
    float[][] scores = new float[CANDIDATES][SOURCES];
    for (int c = 0; c < CANDIDATES; c++) {
      scores[c][0] = CANDIDATES - c;
    }
    int[] items = IntStream.range(0, CANDIDATES).toArray();
    double[] first = new double[SOURCES];
    first[0] = 1;
    BlendLearner learner = new BlendLearner(Objective.HIT_RATE, first);

    assertThat(learner.mean(List.of(example(items, scores, 19)), first)).isEqualTo(1);
    assertThat(learner.mean(List.of(example(items, scores, 20)), first)).isZero();
  }

  private static BlendExample example(int[] items, float[][] scores, int relevant) {
    return BlendExample.of(
        new CandidateTable(items, scores, UNUSED, new float[items.length], new float[0], List.of()),
        new int[] {relevant});
  }
}

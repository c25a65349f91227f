package dev.nightjar.training.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.nightjar.contract.Contributions;
import dev.nightjar.contract.Forest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

class RankerLearnerTest {
  private static final RankerParams PARAMS = new RankerParams(20, 3, 0.3, 1, 7);

  /** What is chosen has more of the first feature; the second one is noise. */
  private static List<RankedGroup> groups(int seed) {
    Random random = new Random(seed);
    List<RankedGroup> groups = new ArrayList<>();
    for (int g = 0; g < 60; g++) {
      float[][] rows = new float[20][];
      boolean[] relevant = new boolean[20];
      for (int i = 0; i < 20; i++) {
        float telling = random.nextInt(8) == 0 ? Float.NaN : random.nextFloat();
        rows[i] = new float[] {telling, random.nextFloat()};
        relevant[i] = telling + random.nextFloat() * 0.2 > 0.9;
      }
      groups.add(new RankedGroup(rows, relevant, 3));
    }
    return groups;
  }

  @Test
  void putsWhatIsChosenBeforeWhatIsNot() throws RankerUnavailableException {
    Forest forest = new RankerLearner(PARAMS, List.of(0, 0)).learn(groups(1));

    assertThat(forest.roots()).hasSize(20);
    assertThat(forest.score(new float[] {0.95f, 0.5f}))
        .isGreaterThan(forest.score(new float[] {0.5f, 0.5f}));
  }

  @Test
  void equalRequestsGiveEqualTrees() throws RankerUnavailableException {
    RankerLearner learner = new RankerLearner(PARAMS, List.of(0, 0));

    assertThat(learner.learn(groups(1))).isEqualTo(learner.learn(groups(1)));
  }

  @Test
  void theFirstTreesAreThoseOfFewerRounds() throws RankerUnavailableException {
    Forest many = new RankerLearner(PARAMS, List.of(0, 0)).learn(groups(1));
    Forest few =
        new RankerLearner(new RankerParams(5, 3, 0.3, 1, 7), List.of(0, 0)).learn(groups(1));

    assertThat(many.first(5)).isEqualTo(few);
    assertThat(many.first(50)).isSameAs(many);
  }

  @Test
  void aFeatureThatMayOnlyLowerNeverRaises() throws RankerUnavailableException {
    Forest forest = new RankerLearner(PARAMS, List.of(-1, 0)).learn(groups(1));

    float before = Float.POSITIVE_INFINITY;
    for (int step = 0; step <= 20; step++) {
      float score = forest.score(new float[] {step / 20f, 0.5f});
      assertThat(score).isLessThanOrEqualTo(before);
      before = score;
    }
  }

  @Test
  void requestsWithoutAChosenCandidateTeachNothing() {
    RankedGroup none = new RankedGroup(new float[][] {{1, 2}, {3, 4}}, new boolean[2], 5);

    assertThatThrownBy(() -> new RankerLearner(PARAMS, List.of(0, 0)).learn(List.of(none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no request has a candidate that was chosen");
  }

  /** The trees that are served are XGBoost's, unknown values included. */
  @Test
  void treesReadFromTheModelScoreAsTheModelDoes() throws Exception {
    float[] matrix = new float[3000];
    float[] labels = new float[1000];
    Random random = new Random(5);
    for (int i = 0; i < labels.length; i++) {
      for (int f = 0; f < 3; f++) {
        matrix[3 * i + f] = random.nextInt(6) == 0 ? Float.NaN : random.nextFloat() * 10;
      }
      labels[i] = random.nextInt(2);
    }
    DMatrix rows = new DMatrix(matrix, labels.length, 3, Float.NaN);
    rows.setLabel(labels);
    Map<String, Object> parameters =
        Map.of("objective", "reg:squarederror", "max_depth", 5, "nthread", 1, "verbosity", 0);
    Booster booster = XGBoost.train(rows, parameters, 15, Map.of(), null, null);
    float[][] expected = booster.predict(rows, true);
    float[][] explained = booster.predictContrib(rows, 0);

    Forest forest = BoosterTrees.read(booster.toByteArray("json"));
    Contributions contributions = new Contributions(forest);
    for (int i = 0; i < labels.length; i++) {
      float[] row = java.util.Arrays.copyOfRange(matrix, 3 * i, 3 * i + 3);
      assertThat(forest.score(row)).isCloseTo(expected[i][0], within());
      double[] own = contributions.of(row);
      for (int f = 0; f < 3; f++) {
        assertThat((float) own[f]).isCloseTo(explained[i][f], offset(1e-5f));
      }
      assertThat((float) contributions.mean()).isCloseTo(explained[i][3], offset(1e-5f));
    }
    booster.dispose();
    rows.dispose();
  }

  /** XGBoost adds the trees up in another order than the base. */
  private static org.assertj.core.data.Offset<Float> within() {
    return offset(1e-6f);
  }
}

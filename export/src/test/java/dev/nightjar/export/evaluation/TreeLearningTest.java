package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.training.ranker.RankedGroup;
import dev.nightjar.training.ranker.RankerParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeLearningTest {
  private static final int BLEND = FeatureNames.all().indexOf(FeatureNames.BLEND);
  private static final int OWN = FeatureNames.all().indexOf("own.count");

  /** Requests whose chosen candidate is the one with most of a feature; the rest is noise. */
  private static List<RankedGroup> requests(int telling) {
    Random random = new Random(3);
    List<RankedGroup> requests = new ArrayList<>();
    for (int r = 0; r < 200; r++) {
      float[][] rows = new float[40][FeatureNames.count()];
      int best = 0;
      for (int i = 0; i < rows.length; i++) {
        for (int f = 0; f < rows[i].length; f++) {
          rows[i][f] = random.nextFloat();
        }
        best = rows[i][telling] > rows[best][telling] ? i : best;
      }
      boolean[] relevant = new boolean[rows.length];
      relevant[best] = true;
      requests.add(new RankedGroup(rows, relevant, 1));
    }
    return requests;
  }

  private static TreeLearning.Outcome learn(int trees, List<RankedGroup> requests) {
    TreeLearning learning = new TreeLearning(new RankerParams(trees, 3, 0.3, 1, 1), Objective.NDCG);
    return learning.learn(requests, learning.confirmed(BlendLearner.half(requests, 1), null));
  }

  @Test
  void treesThatFindWhatTheWeightsDoNotSeeAreTaken() {
    TreeLearning.Outcome outcome = learn(30, requests(OWN));

    assertThat(outcome.forest()).isNotNull();
    assertThat(outcome.why()).matches("\\d+ trees, 0\\.\\d+ against 0\\.\\d+ of the weights");
    assertThat(outcome.importances().values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(outcome.importances().get(FeatureNames.all().get(OWN))).isGreaterThan(0.5);
  }

  @Test
  void asManyTreesAreKeptAsTheOtherHalfConfirms() {
    List<RankedGroup> requests = requests(OWN);
    TreeLearning.Outcome outcome = learn(200, requests);

    assertThat(outcome.forest().roots().length).isIn(40, 80, 120, 160, 200);
    assertThat(outcome.why()).startsWith(outcome.forest().roots().length + " trees, ");
    assertThat(learn(1, requests).forest().roots()).hasSize(1);
  }

  @Test
  void treesThatFindNothingBeyondTheWeightsAreNot() {
    TreeLearning.Outcome outcome = learn(30, requests(BLEND));

    assertThat(outcome.forest()).isNull();
    assertThat(outcome.why()).contains("no trees, ").contains("against 1.0000 of the weights");
  }

  @Test
  void noneAreLearnedWhenTheSettingsWantNone() {
    assertThat(learn(0, requests(OWN)).why()).isEqualTo("no trees: training.ranker.trees is 0");
  }
}

package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Forest;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.training.ranker.RankedGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportancesTest {

  /** Two stumps: one moves a score by 3 up or down, the other by 1. */
  private static final Forest FOREST =
      new Forest(
          0,
          new int[] {0, 3},
          new int[] {1, Forest.LEAF, Forest.LEAF, 0, Forest.LEAF, Forest.LEAF},
          new float[] {0.5f, -3, 3, 0.5f, -1, 1},
          new int[] {1, 0, 0, 4, 0, 0},
          new int[] {2, 0, 0, 5, 0, 0},
          new int[] {2, 0, 0, 5, 0, 0},
          new float[] {2, 1, 1, 2, 1, 1});

  @Test
  void areSharesOfTheMeanSizeOfWhatFeaturesContribute() {
    float[][] rows = new float[2][FeatureNames.count()];
    rows[1][1] = 1;
    RankedGroup request = new RankedGroup(rows, new boolean[2], 1);

    assertThat(Importances.of(FOREST, List.of(request)))
        .isEqualTo(Map.of(FeatureNames.all().get(1), 0.75, FeatureNames.all().get(0), 0.25));
  }
}

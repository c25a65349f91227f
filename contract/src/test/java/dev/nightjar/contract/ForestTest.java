package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForestTest {
  private static final Forest GOLDEN =
      java.util.Objects.requireNonNull(
          GoldenFiles.RANKER.forests().get(SnapshotManifest.NEW_ITEMS));

  private static float score(float blend, float ownCount) {
    return GOLDEN.score(new float[] {blend, ownCount});
  }

  @Test
  void addsUpTheLeavesThatARowReaches() {
    assertThat(score(0.5f, 9)).isEqualTo(0.5f - 1 + 0.125f);
    assertThat(score(1, 1)).isEqualTo(0.5f + 0.25f + 0.125f);
    assertThat(score(1, 3)).isEqualTo(0.5f + 1 + 0.125f);
  }

  @Test
  void aValueAtTheThresholdGoesRight() {
    assertThat(score(0.75f, 2)).isEqualTo(score(1, 3));
  }

  @Test
  void anUnknownValueGoesWhereItWasSentInTraining() {
    assertThat(score(Float.NaN, 3)).isEqualTo(score(0, 3));
    assertThat(score(1, Float.NaN)).isEqualTo(score(1, 3));
  }

  @Test
  void renumberedItAsksTheSameOfFeaturesInAnotherOrder() {
    Forest other = GOLDEN.renumbered(new int[] {3, 0});
    assertThat(other.score(new float[] {3, -9, -9, 1})).isEqualTo(score(1, 3));
  }

  @Test
  void aNodeThatLeadsBackOrNowhereIsCorrupt() {
    for (int left : new int[] {0, -1, 3}) {
      assertCorrupt(0, left, 2);
    }
    assertCorrupt(1, 1, 2);
    assertCorrupt(-2, 1, 2);
    assertThat(RankerModel.decode(model(0, 1, 2)).features()).containsExactly("blend");
    assertThatThrownBy(() -> RankerModel.decode(model(0, 1, 2, 0)))
        .isInstanceOf(CorruptFormatException.class)
        .hasMessageContaining("no row came to");
  }

  private static void assertCorrupt(int feature, int left, int right) {
    assertThatThrownBy(() -> RankerModel.decode(model(feature, left, right)))
        .isInstanceOf(CorruptFormatException.class)
        .hasMessageContaining("leads nowhere");
  }

  private static byte[] model(int feature, int left, int right) {
    return model(feature, left, right, 3);
  }

  private static byte[] model(int feature, int left, int right, float cover) {
    int leaf = Forest.LEAF;
    Forest forest =
        new Forest(
            0,
            new int[] {0},
            new int[] {feature, leaf, leaf},
            new float[] {1, 2, 3},
            new int[] {left, 0, 0},
            new int[] {right, 0, 0},
            new int[] {right, 0, 0},
            new float[] {4, cover, 1});
    return new RankerModel(List.of("blend"), Map.of("new_items", forest)).encode();
  }
}

package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  private static final int[] RANKED = {5, 1, 9, 3, 7};
  private static final int[] RELEVANT = {1, 3, 8};

  @Test
  void dividesRecallByTheHitsThatTheListHasRoomFor() {
    assertThat(RankingMetrics.recall(RANKED, RELEVANT, 5)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(RankingMetrics.recall(RANKED, RELEVANT, 2)).isCloseTo(1 / 2.0, within(1e-12));
  }

  @Test
  void dividesPrecisionByTheLengthAskedForEvenWhenTheListIsShorter() {
    assertThat(RankingMetrics.precision(RANKED, RELEVANT, 10)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void discountsLaterHits() {
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);
    double expected = (1 / log2(3) + 1 / log2(5)) / ideal;
    assertThat(RankingMetrics.ndcg(RANKED, RELEVANT, 5)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void givesOneForAPerfectList() {
    int[] perfect = {8, 3, 1, 4};
    assertThat(RankingMetrics.ndcg(perfect, RELEVANT, 4)).isEqualTo(1);
    assertThat(RankingMetrics.recall(perfect, RELEVANT, 4)).isEqualTo(1);
    assertThat(RankingMetrics.map(perfect, RELEVANT, 4)).isEqualTo(1);
    assertThat(RankingMetrics.mrr(perfect, RELEVANT, 4)).isEqualTo(1);
  }

  @Test
  void averagesPrecisionAtEveryHit() {
    double expected = (1 / 2.0 + 2 / 4.0) / 3;
    assertThat(RankingMetrics.map(RANKED, RELEVANT, 5)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void looksNoFurtherThanK() {
    assertThat(RankingMetrics.mrr(RANKED, RELEVANT, 1)).isZero();
    assertThat(RankingMetrics.hitRate(RANKED, RELEVANT, 1)).isZero();
    assertThat(RankingMetrics.mrr(RANKED, RELEVANT, 2)).isEqualTo(0.5);
    assertThat(RankingMetrics.hitRate(RANKED, RELEVANT, 2)).isEqualTo(1);
  }

  @Test
  void givesZeroForAnEmptyList() {
    int[] none = {};
    assertThat(RankingMetrics.ndcg(none, RELEVANT, 20)).isZero();
    assertThat(RankingMetrics.recall(none, RELEVANT, 20)).isZero();
    assertThat(RankingMetrics.map(none, RELEVANT, 20)).isZero();
  }

  @Test
  void refusesAPersonWithoutARelevantItem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingMetrics.recall(RANKED, new int[0], 20))
        .withMessageContaining("no relevant item");
  }

  @Test
  void sortsAndDropsRepeatsOfARelevantSet() {
    assertThat(RankingMetrics.relevantSet(new int[] {3, 1, 3, 2})).containsExactly(1, 2, 3);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}

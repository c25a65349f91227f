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
    assertThat(RankingMetrics.of(RANKED, RELEVANT).recall(5)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(RankingMetrics.of(RANKED, RELEVANT).recall(2)).isCloseTo(1 / 2.0, within(1e-12));
  }

  @Test
  void dividesPrecisionByTheLengthAskedForEvenWhenTheListIsShorter() {
    assertThat(RankingMetrics.of(RANKED, RELEVANT).precision(10)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void discountsLaterHits() {
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);
    double expected = (1 / log2(3) + 1 / log2(5)) / ideal;
    assertThat(RankingMetrics.of(RANKED, RELEVANT).ndcg(5)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void givesOneForAPerfectList() {
    int[] perfect = {8, 3, 1, 4};
    assertThat(RankingMetrics.of(perfect, RELEVANT).ndcg(4)).isEqualTo(1);
    assertThat(RankingMetrics.of(perfect, RELEVANT).recall(4)).isEqualTo(1);
    assertThat(RankingMetrics.of(perfect, RELEVANT).map(4)).isEqualTo(1);
    assertThat(RankingMetrics.of(perfect, RELEVANT).mrr(4)).isEqualTo(1);
  }

  @Test
  void averagesPrecisionAtEveryHit() {
    double expected = (1 / 2.0 + 2 / 4.0) / 3;
    assertThat(RankingMetrics.of(RANKED, RELEVANT).map(5)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void looksNoFurtherThanK() {
    assertThat(RankingMetrics.of(RANKED, RELEVANT).mrr(1)).isZero();
    assertThat(RankingMetrics.of(RANKED, RELEVANT).hitRate(1)).isZero();
    assertThat(RankingMetrics.of(RANKED, RELEVANT).mrr(2)).isEqualTo(0.5);
    assertThat(RankingMetrics.of(RANKED, RELEVANT).hitRate(2)).isEqualTo(1);
  }

  @Test
  void givesZeroForAnEmptyList() {
    int[] none = {};
    assertThat(RankingMetrics.of(none, RELEVANT).ndcg(20)).isZero();
    assertThat(RankingMetrics.of(none, RELEVANT).recall(20)).isZero();
    assertThat(RankingMetrics.of(none, RELEVANT).map(20)).isZero();
  }

  @Test
  void refusesAPersonWithoutARelevantItem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankingMetrics.of(RANKED, new int[0]).recall(20))
        .withMessageContaining("no relevant item");
  }

  @Test
  void countsPairsInOrderAndHalfOfThoseThatTie() {
    // Item 1 is behind one of five wrong ones: 4 pairs. 3 and 8 tie with the 3 wrong ones unlisted.
    double expected = (4 + 2 * 3 * 0.5) / (3 * 5.0);
    assertThat(RankingMetrics.of(RANKED, RELEVANT).auc(3, 5)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void givesOneHalfWhereNothingIsListedAndNothingWhereEverythingIsRelevant() {
    assertThat(RankingMetrics.of(new int[0], RELEVANT).auc(20, 5)).isEqualTo(0.5);
    assertThat(RankingMetrics.of(new int[] {8, 3, 1}, RELEVANT).auc(20, 5)).isEqualTo(1);
    assertThat(RankingMetrics.of(RANKED, RELEVANT).auc(20, 0)).isNaN();
  }

  @Test
  void discountsListsOfAnyLength() {
    int[] many = java.util.stream.IntStream.range(0, 600).toArray();
    assertThat(RankingMetrics.of(many, many).ndcg(600)).isCloseTo(1, within(1e-12));
  }

  @Test
  void sortsAndDropsRepeatsOfARelevantSet() {
    assertThat(RankingMetrics.relevantSet(new int[] {3, 1, 3, 2})).containsExactly(1, 2, 3);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}

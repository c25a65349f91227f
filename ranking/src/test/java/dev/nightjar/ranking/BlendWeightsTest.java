package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlendWeightsTest {
  @Test
  void givesBackTheWeightsItWasMadeOf() {
    Map<String, Double> weights = Map.of("als", 0.7, "session", 1.25, "recent", 0.1);
    assertThat(BlendWeights.of(weights).toMap()).isEqualTo(weights);
    assertThat(BlendWeights.of(weights)).isEqualTo(BlendWeights.of(weights));
    assertThat(BlendWeights.of(weights).weight(Source.POPULAR.ordinal())).isZero();
    assertThat(BlendWeights.only(Source.ALS).toMap()).isEqualTo(Map.of("als", 1.0));
  }

  @Test
  void refusesUnknownSourcesAndWeightsThatAreNoNumbers() {
    assertThatThrownBy(() -> BlendWeights.of(Map.of("alz", 1.0)))
        .hasMessage("the blend has a weight for alz, which is no source");
    assertThatThrownBy(() -> BlendWeights.of(Map.of("als", Double.NaN)))
        .hasMessage("the weight of als is NaN; it must be a finite number");
    assertThatThrownBy(() -> BlendWeights.of(Map.of("als", 1e300)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void paramsRefuseValuesOutOfRange() {
    RankingParams good = RankingParams.defaults();
    assertThatThrownBy(() -> with(good, 0, 20)).hasMessageContaining("sessionHalfLifeEvents is 0");
    assertThatThrownBy(() -> with(good, Double.NaN, 20)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> with(good, 3, 0))
        .hasMessage("sessionMaxEvents is 0; it must be 1 to 1000");
  }

  private static RankingParams with(RankingParams params, double halfLife, int maxEvents) {
    return new RankingParams(
        halfLife,
        maxEvents,
        params.sessionCandidates(),
        params.knn(),
        params.listCandidates(),
        params.rankedCandidates(),
        params.explore(),
        params.newItems(),
        params.allItems(),
        params.inSession(),
        params.off());
  }
}

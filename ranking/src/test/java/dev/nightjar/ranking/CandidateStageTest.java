package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidateStageTest {
  @Test
  void knowsEverySourceButThoseSwitchedOff() {
    RankingParams all = RankingParams.defaults();
    RankingParams some =
        new RankingParams(
            all.sessionHalfLifeEvents(),
            all.sessionMaxEvents(),
            all.sessionCandidates(),
            all.knn(),
            all.listCandidates(),
            all.rankedCandidates(),
            all.explore(),
            all.newItems(),
            all.allItems(),
            all.inSession(),
            Set.of(Source.RISING, Source.ALS));

    assertThat(CandidateStage.standardSources(all).keySet()).containsExactly(Source.values());
    assertThat(CandidateStage.standardSources(some).keySet())
        .hasSize(Source.values().length - 2)
        .doesNotContain(Source.RISING, Source.ALS);
  }
}

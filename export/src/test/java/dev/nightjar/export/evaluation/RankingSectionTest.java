package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RankingSectionTest {
  @Test
  void shippedSectionHoldsTheDefaults() {
    assertThat(read(Map.of())).isEqualTo(RankingParams.defaults());
  }

  @Test
  void everyKeyArrives() {
    Map<String, String> set = new TreeMap<>();
    set.put("ranking.session.half_life_events", "7.5");
    set.put("ranking.session.max_events", "11");
    set.put("ranking.session.candidates", "12");
    set.put("ranking.session.knn.sessions_an_item", "14");
    set.put("ranking.session.knn.neighbors", "15");
    set.put("ranking.session.knn.half_life_days", "1.6");
    set.put("ranking.list_candidates", "13");
    set.put("ranking.sources.rising", "0");
    for (Source source : Source.values()) {
      set.put("ranking.weights.new_items." + source.id(), 0 + hundredths(source) + "");
      set.put("ranking.weights.all_items." + source.id(), 1 + hundredths(source) + "");
      set.put("ranking.weights.in_session." + source.id(), 2 + hundredths(source) + "");
    }
    RankingParams params = read(set);
    assertThat(params.sessionHalfLifeEvents()).isEqualTo(7.5);
    assertThat(params.sessionMaxEvents()).isEqualTo(11);
    assertThat(params.sessionCandidates()).isEqualTo(12);
    assertThat(params.knn()).isEqualTo(new RankingParams.Knn(14, 15, 1.6));
    assertThat(params.listCandidates()).isEqualTo(13);
    assertThat(params.off()).containsExactly(Source.RISING);
    for (Source source : Source.values()) {
      assertThat(params.newItems().weight(source.ordinal())).isEqualTo(hundredths(source));
      assertThat(params.allItems().weight(source.ordinal())).isEqualTo(1 + hundredths(source));
      assertThat(params.inSession().weight(source.ordinal())).isEqualTo(2 + hundredths(source));
    }
  }

  /** Another number for each source. */
  private static float hundredths(Source source) {
    return (source.ordinal() + 1) / 100f;
  }

  private static RankingParams read(Map<String, String> set) {
    return RankingParams.read(Settings.load(List.of(), set).section("ranking")::number);
  }
}

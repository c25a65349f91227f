package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
  @Test
  void shipsTheseDefaults() {
    TrainingPlan plan = plan(Map.of());
    assertThat(plan.split()).isEqualTo(new SplitRules(30, 30, 1000, 100, Optional.empty()));
    assertThat(plan.preferences())
        .isEqualTo(
            new PreferenceRules(
                30,
                0.02,
                90,
                List.of("purchase", "complete", "rating"),
                List.of("dismiss", "rating"),
                500));
    assertThat(plan.als()).isEqualTo(new AlsParams(64, 0.5, 2, 6, 20260101, 4));
    assertThat(plan.alsSearch()).isEqualTo(new AlsSearchParams(7, Duration.ofMinutes(2), 12, 100));
    assertThat(plan.neighbors())
        .isEqualTo(new NeighborParams(100, 0.6, 0.5, 5, 4_000_000, new EaseParams(6_500, 4)));
    assertThat(plan.popularity()).isEqualTo(new PopularityParams(7, 30, 3, 30, 5, 500));
    assertThat(plan.context()).isEqualTo(new ContextParams(20, 20, 10, ZoneId.of("UTC")));
    assertThat(plan.segments())
        .isEqualTo(new SegmentParams(List.of(4, 6, 8, 10, 12), 20_000, 10, 20260101));
    assertThat(plan.evaluation())
        .isEqualTo(new EvaluationRules(5_000, 1, List.of(5, 10, 20, 50), 20260101));
    assertThat(plan.partitions()).isEqualTo(4);
    assertThat(plan.maxItems()).isEqualTo(2_000_000);
  }

  @Test
  void passesEveryKeyOn() {
    assertThat(plan(everyKeySet()))
        .isEqualTo(
            new TrainingPlan(
                new SplitRules(7, 8, 9, 10, Optional.of(Instant.parse("2026-01-02T00:00:00Z"))),
                new PreferenceRules(12, 0.13, 14, List.of("view"), List.of("return"), 15),
                new AlsParams(16, 0.17, 18, 19, 9, 10),
                new AlsSearchParams(39, Duration.ofSeconds(40), 41, 42),
                new NeighborParams(20, 0.21, 0.22, 23, 2400, new EaseParams(24, 0.25)),
                new TransitionParams(34, 0.35, 36, 37, 38),
                new ContentParams(39, 40, 0.41),
                new PopularityParams(25, 26, 45, 46, 47, 27),
                new ContextParams(48, 49, 50, ZoneId.of("Europe/Berlin")),
                new SegmentParams(List.of(3, 28), 290, 30, 9),
                new EvaluationRules(31, 32, List.of(33), 9),
                10,
                11));
  }

  private static Map<String, String> everyKeySet() {
    Map<String, String> sets = new HashMap<>(everyKeyOfTheSearch());
    sets.putAll(Map.of("split.test_days", "7", "split.validation_days", "8"));
    sets.putAll(Map.of("split.validation_persons", "9", "split.min_persons", "10"));
    sets.put("split.cutoff", "2026-01-02T00:00:00Z");
    sets.putAll(Map.of("training.seed", "9", "training.partitions", "10"));
    sets.put("training.max_items", "11");
    sets.put("training.preferences.half_life_days", "12");
    sets.put("training.preferences.floor", "0.13");
    sets.put("training.preferences.own_half_life_days", "14");
    sets.put("training.preferences.seen_interactions", "[view]");
    sets.put("training.preferences.dismissing_interactions", "[return]");
    sets.put("training.preferences.max_items_per_person", "15");
    sets.putAll(Map.of("training.als.rank", "16", "training.als.reg_param", "0.17"));
    sets.putAll(Map.of("training.als.alpha", "18", "training.als.iterations", "19"));
    sets.put("training.neighbors.count", "20");
    sets.put("training.neighbors.visit_weight", "0.21");
    sets.put("training.neighbors.exponent", "0.22");
    sets.put("training.neighbors.shrinkage", "23");
    sets.put("training.neighbors.max_pairs", "2400");
    sets.put("training.neighbors.ease.max_items", "24");
    sets.put("training.neighbors.ease.ridge", "0.25");
    List<String> transitions = List.of("window", "decay", "half_life_days", "shrinkage", "count");
    for (int i = 0; i < transitions.size(); i++) {
      sets.put("training.transitions." + transitions.get(i), i == 1 ? "0.35" : "" + (34 + i));
    }
    sets.putAll(Map.of("training.content.count", "39", "training.content.known_share", "0.41"));
    sets.put("training.content.max_items_a_word", "40");
    sets.putAll(everyKeyOfPopularity());
    sets.putAll(Map.of("training.context.shrinkage", "48", "training.context.max_values", "49"));
    sets.put("training.context.min_persons", "50");
    sets.put("etl.time_zone", "Europe/Berlin");
    sets.put("training.segments.counts", "[28, 3]");
    sets.put("training.segments.sample_persons", "290");
    sets.put("training.segments.iterations", "30");
    sets.put("training.evaluation.max_users", "31");
    sets.put("training.evaluation.min_strength", "32");
    sets.put("training.evaluation.cutoffs", "[33]");
    return sets;
  }

  private static Map<String, String> everyKeyOfPopularity() {
    String popularity = "training.popularity.";
    return Map.of(
        popularity + "half_life_days", "25",
        popularity + "segment_half_life_days", "26",
        popularity + "rising.half_life_days", "45",
        popularity + "rising.past_days", "46",
        popularity + "rising.shrinkage", "47",
        popularity + "count", "27");
  }

  private static Map<String, String> everyKeyOfTheSearch() {
    String search = "training.als.search.";
    return Map.of(
        search + "every_days", "39",
        search + "budget", "40 s",
        search + "trials", "41",
        search + "min_persons", "42");
  }

  @Test
  void saysWhatACutoffMustLookLike() {
    assertThatThrownBy(() -> plan(Map.of("split.cutoff", "yesterday")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("split.cutoff")
        .hasMessageContaining("2026-01-31T00:00:00Z");
  }

  @Test
  void refusesNumbersOfSegmentsBelowTwo() {
    assertThatThrownBy(() -> plan(Map.of("training.segments.counts", "[1, 4]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.segments.counts");
  }

  private static TrainingPlan plan(Map<String, String> sets) {
    return TrainingPlan.load(Settings.load(List.of(), sets));
  }
}

package dev.nightjar.export.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.export.evaluation.Evidence;
import dev.nightjar.export.evaluation.Interval;
import dev.nightjar.settings.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTest {
  private static final GateRules RULES = new GateRules(20, "new_items", 50, true, 0, 0.2, 0.5, 0.4);

  private static Evidence evidence(long persons, double blend, double low, double high) {
    return new Evidence(
        RULES.metric(),
        persons,
        new Interval(blend, blend - 0.01, blend + 0.01),
        0.05,
        new Interval(blend - 0.05, low, high),
        Map.of());
  }

  private static Optional<Incumbent> incumbent(double value) {
    return Optional.of(new Incumbent("20260101-1", RULES.metric(), value, Optional.of(0.3)));
  }

  @ParameterizedTest
  @CsvSource({
    // persons, blend, low, high, incumbent (0: none), promoted, words of the first reason
    "500, 0.10, 0.04, 0.06, 0, true, better than popularity",
    "500, 0.05, -0.01, 0.01, 0, true, not distinguishable",
    "500, 0.03, -0.03, -0.01, 0, false, worse than popularity",
    "500, 0.10, 0.04, 0.06, 0.11, true, better than popularity",
    "500, 0.10, 0.04, 0.06, 0.20, false, fell below the incumbent",
    "500, 0.10, 0.04, 0.06, 0.12, true, better than popularity",
    "49, 0.01, -0.03, -0.01, 0.20, true, too few test users to judge",
  })
  void decides(ArgumentsAccessor row) {
    double incumbent = row.getDouble(4);
    PromotionDecision decision =
        new PromotionGate(RULES)
            .judge(
                evidence(row.getLong(0), row.getDouble(1), row.getDouble(2), row.getDouble(3)),
                incumbent == 0 ? Optional.empty() : incumbent(incumbent));

    assertThat(decision.promoted()).isEqualTo(row.getBoolean(5));
    assertThat(decision.reasons().get(0)).contains(row.getString(6));
  }

  @Test
  void letsAFallPassThatChanceExplains() {
    Evidence wide =
        new Evidence(
            RULES.metric(),
            60,
            new Interval(0.07, 0.03, 0.13),
            0.05,
            new Interval(0.02, -0.01, 0.05),
            Map.of());
    assertThat(new PromotionGate(RULES).judge(wide, incumbent(0.1)).promoted()).isTrue();
  }

  @Test
  void keepsTheIncumbentWhereUnjudgedCandidatesMayNotGoLive() {
    PromotionGate strict =
        new PromotionGate(new GateRules(20, "new_items", 50, false, 0, 0.2, 1, 1));
    Evidence few = evidence(3, 0.1, 0.04, 0.06);

    assertThat(strict.judge(few, incumbent(0.1)).promoted()).isFalse();
    assertThat(strict.judge(few, Optional.empty()).promoted()).isTrue();
  }

  @Test
  void doesNotCompareFiguresOfDifferentMetrics() {
    Optional<Incumbent> other =
        Optional.of(new Incumbent("20260101-1", "ndcg@10/all_items", 0.9, Optional.empty()));
    PromotionDecision decision =
        new PromotionGate(RULES).judge(evidence(500, 0.1, 0.04, 0.06), other);

    assertThat(decision.promoted()).isTrue();
    assertThat(decision.reasons()).anyMatch(reason -> reason.contains("not compared"));
  }

  private static PromotionDecision judged(Map<String, Double> figures) {
    Evidence good = evidence(500, 0.1, 0.04, 0.06);
    return new PromotionGate(RULES)
        .judge(
            new Evidence(
                good.metric(),
                good.persons(),
                good.blend(),
                good.popular(),
                good.difference(),
                figures),
            incumbent(0.1));
  }

  @Test
  void refusesABlendThatHardlyShowsTheCatalogueAnyMore() {
    String coverage = "blend.coverage@20/new_items";

    assertThat(judged(Map.of(coverage, 0.16)).promoted()).isTrue();
    assertThat(judged(Map.of("blend.coverage@50/new_items", 0.01)).promoted()).isTrue();
    PromotionDecision refused = judged(Map.of(coverage, 0.14));
    assertThat(refused.promoted()).isFalse();
    assertThat(refused.reasons())
        .containsExactly(
            "shows too few of the items: 14.00 % of them, the incumbent 20260101-1 showed 30.00 %;"
                + " gate.max_coverage_drop allows 15.00 %");
  }

  @Test
  void refusesABlendThatPushesWhatIsPopularAnyway() {
    String blend = "blend.head_share@20/new_items";
    String log = "log.head_share@20/new_items";

    assertThat(judged(Map.of(blend, 0.89, log, 0.5)).promoted()).isTrue();
    assertThat(judged(Map.of(blend, 1.0)).promoted()).isTrue();
    PromotionDecision refused = judged(Map.of(blend, 0.92, log, 0.5));
    assertThat(refused.promoted()).isFalse();
    assertThat(refused.reasons())
        .containsExactly(
            "shows too much of what is popular: the most popular fifth of the items has 92 % of the"
                + " places and 50 % of the log; gate.head_margin allows 40 points more");
  }

  @Test
  void refusesUnknownPolicies() {
    assertThatThrownBy(() -> new GateRules(20, "all", 50, true, 0, 0.2, 1, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gate.policy = all");
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Item i of thirty costs i; the even ones are of category "even". Of segment 2, anna has seen item
 * 0, and ALS offers her 1 to 12 with scores that fall by one.
 */
class RulesTest {
  private static final int ITEMS = 30;

  @TempDir Path folder;
  private Snapshot snapshot;
  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());

  @BeforeEach
  void openSnapshot() {
    SnapshotFolder world = new SnapshotFolder();
    ItemAttributeBuilder prices = ItemAttributeBuilder.numbers("price", ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      List<String> categories = List.of(i % 2 == 0 ? "even" : "odd");
      world.item(new ItemRecord("i" + i, i != 20, categories, "{}", ScoredItems.NONE));
      prices.add(i, i);
    }
    world
        .attributes(new ItemAttributes(ITEMS, List.of(), List.of(prices.build())))
        .user(
            "anna",
            new UserRecord(
                2,
                new int[] {0},
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))))
        .weights(SnapshotManifest.NEW_ITEMS, Map.of("als", 1.0))
        .weights(SnapshotManifest.IN_SESSION, Map.of("als", 1.0))
        .write(folder);
    snapshot = Snapshot.open(folder);
  }

  @AfterEach
  void closeSnapshot() {
    snapshot.close();
  }

  @Test
  void aBoostLiftsWhatItMeansAndABoostBelowOneSinksIt() {
    assertThat(answer(4)).containsExactly(1, 2, 3, 4);
    assertThat(answer(4, boost("price = 6", 3))).containsExactly(6, 1, 2, 3);
    assertThat(answer(4, boost("price <= 2", 0.1))).containsExactly(3, 4, 5, 6);
    assertThat(answer(4, boost("price = 12", 1_000)))
        .as("the last of those looked at can rise too")
        .containsExactly(12, 1, 2, 3);
  }

  @Test
  void boostsOfOneItemMultiplyAndAreExplained() {
    Rule half = new Rule("half", RuleCondition.ALWAYS, boostOf("price = 6", 0.5));
    Rule twice = new Rule("twice", RuleCondition.ALWAYS, boostOf("category = 'even'", 4));
    RecommendationQuery query = anna(4, half, twice);

    Explanation why = pipeline.explain(snapshot, query, Surface.STANDARD, Set.of(5, 6));

    assertThat(items(query)).containsExactly(2, 4, 8, 6);
    assertThat(why.boosts()).isEqualTo(Map.of(5, Map.of(), 6, Map.of("half", 0.5, "twice", 4.0)));
  }

  @Test
  void whatSinksGoesDownByItsOwnFactorAndIsNeverLost() {
    Rule sink = rule(new RuleEffect.Sink(Map.of("i1", 0.5, "i2", 0.01, "unknown", 0.5)));

    assertThat(answer(4, sink)).containsExactly(3, 4, 5, 6);
    assertThat(answer(12, sink)).containsExactly(3, 4, 5, 6, 1, 7, 8, 9, 10, 11, 12, 2);
    assertThat(answer(12, sink, boost("price = 1", 2))).startsWith(1, 3, 4);
    assertThat(pipeline.explain(snapshot, anna(4, sink), Surface.STANDARD, Set.of(1, 3)).boosts())
        .isEqualTo(Map.of(1, Map.of("rule", 0.5), 3, Map.of()));
  }

  @Test
  void whatIsBlockedIsNeverOfferedAndWhatIsBuriedComesLast() {
    assertThat(answer(30, block("category = 'odd'")))
        .hasSize(13)
        .allMatch(item -> item % 2 == 0)
        .doesNotContain(0, 20);
    List<Integer> buried = answer(28, rule(new RuleEffect.Bury(ItemFilter.parse("price < 10"))));
    assertThat(buried).hasSize(28).doesNotContain(0, 20);
    assertThat(buried.subList(19, 28)).allMatch(item -> item < 10);
    assertThat(answer(3, rule(new RuleEffect.Bury(ItemFilter.parse("price < 4")))))
        .containsExactly(4, 5, 6);
  }

  @Test
  void whatIsPinnedStandsAtItsPlaceIfItMayBeOffered() {
    RecommendationQuery query = anna(4, rule(new RuleEffect.Pin(List.of("i25", "i2"), 2)));

    Recommendation answer = pipeline.recommend(snapshot, query);

    assertThat(items(query)).containsExactly(1, 25, 2, 3);
    assertThat(answer.items().get(1).rule()).isEqualTo("rule");
    assertThat(answer.items().get(1).origin()).isEqualTo("rule");
    assertThat(answer.items().get(0).origin()).isEqualTo("als");
    assertThat(answer(4, rule(new RuleEffect.Pin(List.of("i0", "i20", "unknown", "i9"), 1))))
        .as("seen, not available and unknown items are passed over")
        .containsExactly(9, 1, 2, 3);
    assertThat(answer(2, rule(new RuleEffect.Pin(List.of("i9"), 3)))).containsExactly(1, 2);
    assertThat(items(anna(4, rule(new RuleEffect.Pin(List.of("i9"), 1)), block("price = 9"))))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void aShareOfThePlacesGoesToAPromotion() {
    Rule promotion = rule(new RuleEffect.Slots(ItemFilter.parse("price >= 11"), 0.25));

    assertThat(answer(8, promotion)).containsExactly(1, 2, 3, 11, 4, 5, 6, 12);
    assertThat(answer(3, promotion)).as("rounded down").containsExactly(1, 2, 3);
    assertThat(answer(4, rule(new RuleEffect.Slots(ItemFilter.parse("price <= 2"), 0.5))))
        .as("what stands there anyway counts")
        .containsExactly(1, 2, 3, 4);
    List<Integer> deep =
        answer(4, rule(new RuleEffect.Slots(ItemFilter.parse("price > 19 and price < 22"), 1)));
    assertThat(deep).as("20 is not available").containsExactly(21, 1, 2, 3);
  }

  @Test
  void pinsAndPromotionsStandBesideEachOther() {
    Rule pin = new Rule("pin", RuleCondition.ALWAYS, new RuleEffect.Pin(List.of("i12"), 4));
    Rule slots = rule(new RuleEffect.Slots(ItemFilter.parse("price >= 11"), 0.5));

    assertThat(answer(6, pin, slots)).containsExactly(1, 11, 2, 12, 3, 13);
  }

  @Test
  void aCapHoldsUnlessTheRequestAsksForLess() {
    Rule cap = rule(new RuleEffect.Cap(3));

    assertThat(answer(8, cap)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(answer(6, cap, block("price = 3"))).containsExactly(1, 2, 4, 5, 6, 7);
    RecommendationQuery tighter = anna(3, cap).withVariety(Variety.NONE.withMaxPerCategory(1));
    assertThat(items(tighter)).containsExactly(1, 2, 3);
  }

  @Test
  void aRuleHoldsWhereItsConditionsDo() {
    Rule mobile = when(Map.of("device", Set.of("mobile")), Set.of(), ItemFilter.NONE);
    Rule segment = when(Map.of(), Set.of(3), ItemFilter.NONE);
    Rule beside = when(Map.of(), Set.of(), ItemFilter.parse("category = 'odd'"));

    assertThat(answer(1, mobile)).containsExactly(1);
    RecommendationQuery onMobile =
        anna(1, mobile).withContext(RequestContext.NONE.with("device", "Mobile"));
    assertThat(items(onMobile)).containsExactly(9);
    assertThat(answer(1, segment)).containsExactly(1);
    assertThat(answer(1, beside)).containsExactly(1);
    assertThat(items(anna(1, beside).withItemId("i8"))).containsExactly(1);
    assertThat(items(anna(1, beside).withItemId("i7"))).containsExactly(9);
  }

  @Test
  void whatARuleCannotMeanIsRefused() {
    assertThatThrownBy(() -> boost("price = 1", 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new RuleEffect.Block(ItemFilter.NONE)).hasMessageContaining("filter");
    assertThatThrownBy(() -> new RuleEffect.Slots(ItemFilter.parse("price = 1"), 1.1))
        .hasMessageContaining("at most 1");
    assertThatThrownBy(() -> new RuleEffect.Pin(List.of(), 1)).hasMessageContaining("one item");
    assertThatThrownBy(() -> new RuleEffect.Cap(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new RuleEffect.Sink(Map.of("i1", 1.0)))
        .hasMessageContaining("below 1");
  }

  private static Rule when(
      Map<String, Set<String>> context, Set<Integer> segments, ItemFilter onScreen) {
    return new Rule(
        "rule",
        new RuleCondition(null, null, Set.of(), context, segments, onScreen),
        new RuleEffect.Pin(List.of("i9"), 1));
  }

  private static Rule boost(String which, double by) {
    return rule(boostOf(which, by));
  }

  private static RuleEffect boostOf(String which, double by) {
    return new RuleEffect.Boost(ItemFilter.parse(which), by);
  }

  private static Rule block(String which) {
    return rule(new RuleEffect.Block(ItemFilter.parse(which)));
  }

  private static Rule rule(RuleEffect effect) {
    return new Rule("rule", RuleCondition.ALWAYS, effect);
  }

  private static RecommendationQuery anna(int n, Rule... rules) {
    return RecommendationQuery.forPerson("anna").withN(n).withRules(List.of(rules));
  }

  private List<Integer> answer(int n, Rule... rules) {
    return items(anna(n, rules));
  }

  private List<Integer> items(RecommendationQuery query) {
    return pipeline.recommend(snapshot, query).items().stream().map(RankedItem::item).toList();
  }
}

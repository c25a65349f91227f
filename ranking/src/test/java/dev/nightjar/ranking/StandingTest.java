package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingTest {
  private static final RecommendationQuery ANN = RecommendationQuery.forPerson("ann");
  private static final Recommendation ANSWER =
      new Recommendation(List.of(), Mode.PERSONAL, List.of(), 2);

  @TempDir Path temp;

  @Test
  void namesWhatElseHadAPart() {
    try (Snapshot snapshot = snapshot()) {
      assertThat(of(snapshot, ANN)).isNull();
      assertThat(of(snapshot, ANN.withN(7).withIncludeSeen(true))).isNull();
      assertThat(of(snapshot, RecommendationQuery.anonymous())).isEqualTo("nobody");
      assertThat(of(snapshot, ANN.withItemId("i1"))).isEqualTo("item");
      assertThat(of(snapshot, ANN.withSessionEvents(List.of(new SessionEvent("i1", "view", null)))))
          .isEqualTo("session");
      assertThat(of(snapshot, ANN.withExclude(List.of("i1")))).isEqualTo("exclude");
      assertThat(of(snapshot, ANN.withCategories(List.of("a")))).isEqualTo("filter");
      assertThat(of(snapshot, ANN.withFilter(ItemFilter.parse("price < 3")))).isEqualTo("filter");
      assertThat(of(snapshot, ANN.withVariety(Variety.NONE.withDiversity(0.1))))
          .isEqualTo("variety");
      assertThat(
              Standing.otherwise(
                  snapshot, ANN, Surface.STANDARD, ANSWER.without(List.of("sessions"))))
          .isEqualTo("degraded");
    }
  }

  @Test
  void rulesCountWhereTheyHold() {
    try (Snapshot snapshot = snapshot()) {
      assertThat(of(snapshot, ANN.withRules(List.of(rule(RuleCondition.ALWAYS)))))
          .isEqualTo("rules");
      assertThat(of(snapshot, ANN.withRules(List.of(rule(segments(2)))))).isEqualTo("rules");
      assertThat(of(snapshot, ANN.withRules(List.of(rule(segments(3)))))).isNull();
      RuleCondition beside =
          new RuleCondition(
              null, null, Set.of(), Map.of(), Set.of(), ItemFilter.parse("price < 3"));
      assertThat(of(snapshot, ANN.withRules(List.of(rule(beside))))).isNull();
    }
  }

  @Test
  void aContextCountsWhereTheSnapshotKnowsOfIt() {
    RequestContext mobile = RequestContext.NONE.with("device", "mobile");
    RequestContext fridge = RequestContext.NONE.with("device", "fridge");
    try (Snapshot snapshot = snapshot()) {
      assertThat(of(snapshot, ANN.withContext(mobile))).isEqualTo("context");
      assertThat(of(snapshot, ANN.withContext(fridge))).isNull();
    }
  }

  @Test
  void aSurfaceCountsWhereItAnswersOtherwise() {
    BlendWeights weights = BlendWeights.only(Source.ALS);
    try (Snapshot snapshot = snapshot()) {
      assertThat(on(snapshot, new Surface("home", null, null))).isNull();
      assertThat(on(snapshot, new Surface("home", weights, null))).isEqualTo("surface");
      assertThat(on(snapshot, new Surface("mail", null, 0.0))).isEqualTo("surface");
      assertThat(on(snapshot, new Surface("x", null, null, Set.of(Source.ALS), Rung.USUAL)))
          .isEqualTo("surface");
      assertThat(on(snapshot, new Surface("x", null, null, Set.of(), List.of(Rung.POPULAR))))
          .isEqualTo("surface");
    }
  }

  private Snapshot snapshot() {
    SnapshotFolder folder = new SnapshotFolder();
    folder.items(3);
    folder.column("lift.device=mobile", 0, 1, 0);
    folder.user("ann", new UserRecord(2, new int[0], new int[0], Map.of()));
    folder.write(temp);
    return Snapshot.open(temp);
  }

  private static RuleCondition segments(int segment) {
    return new RuleCondition(null, null, Set.of(), Map.of(), Set.of(segment), ItemFilter.NONE);
  }

  private static Rule rule(RuleCondition when) {
    return new Rule("a", when, new RuleEffect.Pin(List.of("i1"), 1));
  }

  private static @Nullable String of(Snapshot snapshot, RecommendationQuery query) {
    return Standing.otherwise(snapshot, query, Surface.STANDARD, ANSWER);
  }

  private static @Nullable String on(Snapshot snapshot, Surface surface) {
    return Standing.otherwise(snapshot, ANN, surface, ANSWER);
  }
}

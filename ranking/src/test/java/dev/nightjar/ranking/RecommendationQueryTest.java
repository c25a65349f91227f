package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleEffect;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecommendationQueryTest {
  private final RecommendationQuery query = RecommendationQuery.forPerson("anna");

  @Test
  void refusesSizesOutOfRange() {
    for (int n : new int[] {0, -1, 501, Integer.MAX_VALUE}) {
      InvalidQueryException refused = refused(() -> query.withN(n));
      assertThat(refused.field()).isEqualTo("n");
      assertThat(refused.reason()).isEqualTo("is " + n + "; it must be 1 to 500");
      assertThat(refused).hasMessage("n is " + n + "; it must be 1 to 500");
    }
    assertThat(query.withN(1).n()).isEqualTo(1);
    assertThat(query.withN(500).n()).isEqualTo(500);
  }

  @Test
  void refusesEmptyAndOverlongIds() {
    String overlong = "x".repeat(10_001);
    for (String id : List.of("", overlong)) {
      assertThat(refused(() -> query.withPersonId(id)).field()).isEqualTo("user_id");
      assertThat(refused(() -> query.withItemId(id)).field()).isEqualTo("item_id");
      assertThat(refused(() -> query.withExclude(List.of("a", id))).field()).isEqualTo("exclude");
      assertThat(refused(() -> query.withCategories(List.of(id))).field()).isEqualTo("category");
      assertThat(
              refused(() -> query.withSessionEvents(List.of(new SessionEvent(id, "view", null))))
                  .field())
          .isEqualTo("session_events.item_id");
    }
    assertThat(query.withItemId("x".repeat(10_000)).itemId()).hasSize(10_000);
  }

  @Test
  void refusesTooManyEntries() {
    List<String> many = Collections.nCopies(10_001, "a");
    assertThat(refused(() -> query.withExclude(many)).reason())
        .isEqualTo("has 10001 entries; at most 10000 are taken");
  }

  @Test
  void sortsEventsByTimeWhenAllHaveOne() {
    SessionEvent early = new SessionEvent("early", "view", Instant.parse("2026-01-05T10:00:00Z"));
    SessionEvent late = new SessionEvent("late", "view", Instant.parse("2026-01-05T10:00:01Z"));
    SessionEvent untimed = new SessionEvent("untimed", "view", null);
    assertThat(query.withSessionEvents(List.of(late, early)).sessionEvents())
        .containsExactly(early, late);
    assertThat(query.withSessionEvents(List.of(late, untimed, early)).sessionEvents())
        .containsExactly(late, untimed, early);
  }

  @Test
  void changesOnePartAtATime() {
    RecommendationQuery changed =
        query
            .withN(7)
            .withIncludeSeen(true)
            .withItemId("i")
            .withExclude(List.of("e"))
            .withCategories(List.of("c"))
            .withVariety(new Variety(0.25, 0.5, 0.75, 2))
            .withContext(RequestContext.NONE.with("device", "tv"))
            .withFilter(ItemFilter.parse("price < 20"))
            .withMoreRules(List.of(Rule.ofRequest(new RuleEffect.Cap(2))))
            .withSessionEvents(List.of(new SessionEvent("s", "view", null)));
    assertThat(changed)
        .isEqualTo(
            new RecommendationQuery(
                "anna",
                "i",
                List.of(new SessionEvent("s", "view", null)),
                7,
                true,
                List.of("e"),
                List.of("c"),
                new Variety(0.25, 0.5, 0.75, 2),
                new RequestContext("tv", null, null, null, Map.of()),
                ItemFilter.parse("price < 20"),
                List.of(Rule.ofRequest(new RuleEffect.Cap(2)))));
  }

  private static InvalidQueryException refused(ThrowingCallable call) {
    InvalidQueryException refused = catchThrowableOfType(InvalidQueryException.class, call);
    assertThat(refused).isNotNull();
    return refused;
  }
}

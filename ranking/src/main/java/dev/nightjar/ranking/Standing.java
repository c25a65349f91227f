package dev.nightjar.ranking;

import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tells standing answers from others: a standing one rests on snapshot, settings and person alone,
 * so that whoever has these, the number of items and the policy can ask for it again. Of another
 * one this says what else had a part in it. Static, no state.
 */
public final class Standing {
  private Standing() {}

  /**
   * The first thing beside snapshot, settings and person that an answer depended on.
   *
   * @param surface that was answered for
   * @return a word for it, or null for a standing answer
   */
  public static @Nullable String otherwise(
      Snapshot snapshot, RecommendationQuery query, Surface surface, Recommendation answer) {
    if (!answer.degraded().isEmpty()) {
      return "degraded";
    }
    if (query.personId() == null) {
      return "nobody";
    }
    if (query.itemId() != null) {
      return "item";
    }
    if (!query.sessionEvents().isEmpty()) {
      return "session";
    }
    if (isOfItsOwn(surface)) {
      return "surface";
    }
    return narrowed(snapshot, query, answer);
  }

  private static boolean isOfItsOwn(Surface surface) {
    return surface.weights() != null
        || surface.explore() != null
        || !surface.off().isEmpty()
        || !surface.ladder().equals(Rung.USUAL);
  }

  private static @Nullable String narrowed(
      Snapshot snapshot, RecommendationQuery query, Recommendation answer) {
    if (!query.exclude().isEmpty()) {
      return "exclude";
    }
    if (!query.filter().isNone() || !query.categories().isEmpty()) {
      return "filter";
    }
    if (!query.variety().isNone()) {
      return "variety";
    }
    if (query.rules().stream().anyMatch(rule -> mayHold(rule, query, answer.segment()))) {
      return "rules";
    }
    return query.context().known(snapshot).isEmpty() ? null : "context";
  }

  /** A rule that asks for the item on the screen does not hold where there is none. */
  private static boolean mayHold(Rule rule, RecommendationQuery query, int segment) {
    return rule.when().onScreen().isNone() && rule.when().holds(query.context(), segment);
  }
}

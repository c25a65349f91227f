package dev.nightjar.serving.answers;

import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.Variety;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.serving.recording.Asker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came, read and shaped; ids are raw.
 *
 * @param who whom it is for
 * @param itemId the item on the screen
 * @param sessionEvents events that stand in for stored ones, or null when there are none
 * @param n how many items are wanted
 * @param filters which items may be in the answer
 * @param context where and when it comes from
 * @param options what the answer shows
 */
record RecommendationRequest(
    Asker who,
    @Nullable String itemId,
    @Nullable List<SessionEvent> sessionEvents,
    int n,
    Filters filters,
    RequestContext context,
    Options options) {
  static final int DEFAULT_ITEMS = 20;

  /** The same, whatever the person's session says. */
  RecommendationRequest withoutSession() {
    return new RecommendationRequest(who, itemId, List.of(), n, filters, context, options);
  }

  /** The same for a user of whom nothing else is given. */
  RecommendationRequest forUser(String userId) {
    return new RecommendationRequest(
        new Asker(userId, null, null, who.consent()),
        itemId,
        sessionEvents,
        n,
        filters,
        context,
        options);
  }

  /**
   * Which items may be in the answer.
   *
   * @param includeSeen whether items seen before may come again
   * @param exclude items to leave out
   * @param categories categories of which an item must have one
   * @param wanted what is asked of an item besides
   */
  record Filters(
      boolean includeSeen, List<String> exclude, List<String> categories, ItemFilter wanted) {}

  /**
   * How the answer is put in order and what it shows.
   *
   * @param explain the score of each source
   * @param metadata the items' metadata
   * @param sentences a sentence for end users of each item
   * @param variety what else than relevance the order looks at
   * @param surface how answers are made where this one is shown
   * @param rules what the request itself wants to stand higher
   * @param cursor the pages before this one, or null where nobody leafs
   * @param ignoredAfter showings after which an item that is passed over sinks, 0 for never; null
   *     where the surface does not say
   */
  record Options(
      boolean explain,
      boolean metadata,
      boolean sentences,
      Variety variety,
      Surface surface,
      List<Rule> rules,
      @Nullable Cursor cursor,
      @Nullable Integer ignoredAfter) {
    Options {
      rules = List.copyOf(rules);
    }
  }
}

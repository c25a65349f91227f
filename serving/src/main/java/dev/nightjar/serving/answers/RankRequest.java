package dev.nightjar.serving.answers;

import java.util.List;

/**
 * Items that somebody wants in order.
 *
 * @param base whom for, and after which session
 * @param items ids of the items, as given
 */
record RankRequest(RecommendationRequest base, List<String> items) {
  static final int MAX_ITEMS = 1_000;
  static final List<String> KNOWN =
      List.of(
          "user_id",
          "anonymous_id",
          "session_id",
          "session_events",
          "item_id",
          "context",
          "consent",
          "items");
}

package dev.nightjar.ranking;

import dev.nightjar.contract.UserRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says in a word why an item may not be in an answer. */
final class KeptOut {
  private KeptOut() {}

  /** The first reason that holds, or null for an item that may be in the answer. */
  static @Nullable String reason(int item, ResolvedQuery query) {
    RecommendationQuery asked = query.query();
    String id = query.snapshot().itemId(item);
    if (id.equals(asked.itemId())) {
      return "on_screen";
    }
    if (asked.exclude().contains(id)) {
      return "excluded";
    }
    String own = ofThePerson(item, id, query);
    if (own != null) {
      return own;
    }
    if (!query.snapshot().available(item)) {
      return "not_available";
    }
    if (!new CategoryFilter().keep(item, query)) {
      return "category";
    }
    if (!new MetadataFilter().keep(item, query)) {
      return "filter";
    }
    return query.rules().allow(item) ? null : "rule";
  }

  private static @Nullable String ofThePerson(int item, String id, ResolvedQuery query) {
    RecommendationQuery asked = query.query();
    UserRecord user = query.user();
    if (user != null && Arrays.binarySearch(user.dismissed(), item) >= 0) {
      return "dismissed";
    }
    for (SessionEvent event : asked.sessionEvents()) {
      if (event.itemId().equals(id) && SessionEvent.DISMISS.equals(event.interaction())) {
        return "dismissed";
      }
    }
    if (asked.includeSeen()) {
      return null;
    }
    boolean met =
        asked.sessionEvents().stream().anyMatch(event -> event.itemId().equals(id))
            || (user != null && Arrays.binarySearch(user.seen(), item) >= 0);
    return met ? "seen" : null;
  }
}

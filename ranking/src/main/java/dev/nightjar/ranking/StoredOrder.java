package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import java.util.Objects;

/**
 * Answers with the order that the night stored for a person, as long as it holds: the person did
 * nothing since that we know of, and nothing narrows the query. Thread-safe.
 */
final class StoredOrder {
  private static final String ORDER = "order";

  private final FilterStage filters;

  StoredOrder(FilterStage filters) {
    this.filters = filters;
  }

  /** Fills the whole answer, or leaves it as it is and says so. */
  boolean fill(Answer answer, ResolvedQuery query, String policy, Degradation degradation) {
    PersonOrder order = holds(query) ? read(query, policy, degradation) : PersonOrder.NONE;
    int wanted = query.query().n();
    if (order.size() < wanted) {
      return false;
    }
    int[] places = new int[wanted];
    int kept = 0;
    for (int place = 0; place < order.size() && kept < wanted; place++) {
      // An item may have been taken down since the night.
      if (filters.keep(order.ranked().items()[place], query)) {
        places[kept++] = place;
      }
    }
    if (kept < wanted) {
      return false;
    }
    for (int place : places) {
      answer.take(
          order.ranked().items()[place],
          order.ranked().scores()[place],
          order.strongest()[place],
          order.proposers()[place]);
    }
    return true;
  }

  private static boolean holds(ResolvedQuery resolved) {
    RecommendationQuery query = resolved.query();
    return resolved.user() != null
        && query.itemId() == null
        && query.sessionEvents().isEmpty()
        && query.exclude().isEmpty()
        && query.categories().isEmpty()
        && query.variety().isNone()
        && query.filter().isNone()
        && query.context().lifts(resolved.snapshot()).isEmpty();
  }

  private static PersonOrder read(ResolvedQuery query, String policy, Degradation degradation) {
    String personId = Objects.requireNonNull(query.query().personId(), "there is a user");
    return degradation.orElse(
        PersonOrder.NONE, ORDER, () -> query.snapshot().order(personId, policy));
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.PersonOrder;
import java.util.Objects;

/**
 * The order that the night stored for a person, as far as it holds for a query: the person did
 * nothing since that we know of, and enough of it is left of what the query narrows. Whether the
 * query's context changes it is for the caller to see. Thread-safe.
 */
final class StoredOrder {
  private static final String ORDER = "order";

  private final FilterStage filters;

  StoredOrder(FilterStage filters) {
    this.filters = filters;
  }

  /**
   * The first places of the stored order that may be in the answer.
   *
   * @param wanted how many are needed
   * @return so many, or none
   */
  PersonOrder of(ResolvedQuery query, String policy, int wanted, Degradation degradation) {
    PersonOrder order = holds(query) ? read(query, policy, degradation) : PersonOrder.NONE;
    if (order.size() < wanted) {
      return PersonOrder.NONE;
    }
    int[] places = new int[wanted];
    int kept = 0;
    for (int place = 0; place < order.size() && kept < wanted; place++) {
      // An item may also have been taken down since the night.
      if (filters.keep(order.ranked().items()[place], query)) {
        places[kept++] = place;
      }
    }
    return kept < wanted ? PersonOrder.NONE : order.at(places);
  }

  private static boolean holds(ResolvedQuery resolved) {
    RecommendationQuery query = resolved.query();
    return resolved.user() != null
        && query.itemId() == null
        && query.sessionEvents().isEmpty()
        && resolved.surface().off().isEmpty();
  }

  private static PersonOrder read(ResolvedQuery query, String policy, Degradation degradation) {
    String personId = Objects.requireNonNull(query.query().personId(), "there is a user");
    return degradation.orElse(
        PersonOrder.NONE, ORDER, () -> query.snapshot().order(personId, policy));
  }
}

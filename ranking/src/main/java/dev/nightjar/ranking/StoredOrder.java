package dev.nightjar.ranking;

import dev.nightjar.contract.OrderValue;
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
    OrderValue stored = holds(query) ? read(query, policy, degradation) : OrderValue.NONE;
    PersonOrder order = stored.order();
    if (order.size() < wanted) {
      return PersonOrder.NONE;
    }
    if (stored.person() == null) {
      query.readUser();
    }
    int[] places = new int[wanted];
    int kept = 0;
    for (int place = 0; place < order.size() && kept < wanted; place++) {
      // An item may also have been taken down since the night.
      if (filters.keep(order.ranked().items()[place], query)) {
        places[kept++] = place;
      }
    }
    if (kept < wanted) {
      return PersonOrder.NONE;
    }
    query.restsOn(stored.person());
    return order.at(places);
  }

  private static boolean holds(ResolvedQuery resolved) {
    RecommendationQuery query = resolved.query();
    return query.personId() != null
        && query.itemId() == null
        && query.sessionEvents().isEmpty()
        && resolved.surface().off().isEmpty();
  }

  private static OrderValue read(ResolvedQuery query, String policy, Degradation degradation) {
    String personId = Objects.requireNonNull(query.query().personId(), "a person is named");
    return degradation.orElse(
        OrderValue.NONE, ORDER, () -> query.snapshot().order(personId, policy));
  }
}

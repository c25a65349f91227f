package dev.nightjar.export.evaluation;

import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.store.Snapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody the night did not know, three clicks into their first session, and what they turned to
 * from then on, in that session and in later ones.
 *
 * @param personId pseudonym, which the request does not tell: it would be known to no snapshot
 * @param clicks the first three different items, oldest first
 * @param relevant indexes of the items met later, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record FirstSession(String personId, List<String> clicks, int[] relevant) {
  private static final int CLICKS = 3;

  /**
   * Empty when the first session is over before, or when nothing follows that can be recommended.
   *
   * @param first items of the first session in the order of time
   * @param later items of all later ones
   */
  static Optional<FirstSession> of(
      Snapshot snapshot, String personId, List<String> first, List<String> later) {
    List<String> distinct = List.copyOf(new LinkedHashSet<>(first));
    if (distinct.size() < CLICKS) {
      return Optional.empty();
    }
    List<String> clicks = distinct.subList(0, CLICKS);
    Set<String> rest = new LinkedHashSet<>(distinct.subList(CLICKS, distinct.size()));
    rest.addAll(later);
    clicks.forEach(rest::remove);
    int[] relevant =
        rest.stream()
            .mapToInt(snapshot::indexOf)
            .filter(item -> item >= 0 && snapshot.available(item))
            .sorted()
            .toArray();
    return relevant.length == 0
        ? Optional.empty()
        : Optional.of(new FirstSession(personId, clicks, relevant));
  }

  /** The request after the clicks. */
  RecommendationQuery query(int n) {
    return RecommendationQuery.anonymous().withN(n).withSessionEvents(SessionCase.views(clicks));
  }
}

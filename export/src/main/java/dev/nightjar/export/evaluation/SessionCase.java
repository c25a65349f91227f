package dev.nightjar.export.evaluation;

import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.RequestContext;
import dev.nightjar.ranking.SessionEvent;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.scoring.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One moment of one session: what was looked at so far, and the item that came next. The next item
 * is one that the answer may hold: in the snapshot, new to the person and to the session.
 *
 * @param personId pseudonym of the person
 * @param prefix items so far, oldest first
 * @param next index of the next item
 * @param context where and when the session began
 * @param profile what kind of person it is
 */
record SessionCase(
    String personId, List<String> prefix, int next, RequestContext context, Profile profile) {
  private static final String INTERACTION = "view";

  /**
   * A moment of the session chosen by a hash of the person; empty when it has none to ask about.
   */
  static Optional<SessionCase> of(
      Snapshot snapshot, String personId, List<String> items, RequestContext context, long seed) {
    UserRecord user = snapshot.user(personId);
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(items));
    List<Integer> moments = new ArrayList<>();
    for (int at = 1; at < distinct.size(); at++) {
      int item = snapshot.indexOf(distinct.get(at));
      if (item >= 0 && snapshot.available(item) && !had(user, item)) {
        moments.add(at);
      }
    }
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    long hash = TopK.mix(seed ^ personId.hashCode() ^ distinct.get(0).hashCode());
    int at = moments.get((int) Math.floorMod(hash, (long) moments.size()));
    return Optional.of(
        new SessionCase(
            personId,
            List.copyOf(distinct.subList(0, at)),
            snapshot.indexOf(distinct.get(at)),
            context,
            Profile.of(user, context.device())));
  }

  /** The request at that moment, with the session's events. */
  RecommendationQuery withEvents(int n) {
    return withoutEvents(n).withSessionEvents(views(prefix));
  }

  /** Views of these items, as a request brings them. */
  static List<SessionEvent> views(List<String> items) {
    return items.stream().map(item -> new SessionEvent(item, INTERACTION, null)).toList();
  }

  /** The same request of somebody whose session is not known. */
  RecommendationQuery withoutEvents(int n) {
    return RecommendationQuery.forPerson(personId).withN(n);
  }

  /** The same request of somebody of whom it is known where and when they are. */
  RecommendationQuery inContext(int n) {
    return withoutEvents(n).withContext(context);
  }

  private static boolean had(@Nullable UserRecord user, int item) {
    return user != null
        && (Arrays.binarySearch(user.seen(), item) >= 0
            || Arrays.binarySearch(user.dismissed(), item) >= 0);
  }
}

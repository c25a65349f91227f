package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to the trace of one key: the same for every store, so that all stores mean the
 * same. Immutable.
 *
 * @param key whose trace it is
 * @param seenAs role that the key was seen in, a constant of {@link Trace}, or 0
 * @param link key that it was seen with, or null
 * @param events events to add, oldest first
 */
record TraceChange(String key, int seenAs, @Nullable String link, List<SessionEvent> events) {

  /** What an event changes of traces; a refusal is no matter of single traces and changes none. */
  static List<TraceChange> of(SessionChange change) {
    if (change instanceof SessionChange.Seen seen) {
      return ofSeen(seen);
    }
    return change instanceof SessionChange.Alias alias ? ofAlias(alias) : List.of();
  }

  private static List<TraceChange> ofSeen(SessionChange.Seen seen) {
    LiveIds ids = seen.ids();
    String owner = ids.user() == null ? ids.anonymous() : ids.user();
    boolean saysNothing = seen.events().isEmpty() && ids.user() == null;
    if (owner == null || saysNothing) {
      return List.of();
    }
    List<TraceChange> changes = new ArrayList<>(4);
    if (ids.user() != null && ids.anonymous() != null) {
      join(ids.anonymous(), ids.user(), changes);
    }
    int role = ids.user() == null ? 0 : Trace.USER;
    changes.add(new TraceChange(owner, role, null, seen.events()));
    if (ids.session() != null) {
      changes.add(new TraceChange(ids.session(), 0, owner, List.of()));
    }
    return changes;
  }

  private static List<TraceChange> ofAlias(SessionChange.Alias alias) {
    LiveIds ids = alias.ids();
    if (ids.user() == null || ids.previous() == null) {
      return List.of();
    }
    List<TraceChange> changes = new ArrayList<>(3);
    join(ids.previous(), ids.user(), changes);
    changes.add(new TraceChange(ids.user(), Trace.TARGET, null, List.of()));
    return changes;
  }

  private static void join(String guest, String user, List<TraceChange> changes) {
    if (!guest.equals(user)) {
      changes.add(new TraceChange(guest, Trace.JOINED, user, List.of()));
      changes.add(new TraceChange(user, 0, guest, List.of()));
    }
  }
}

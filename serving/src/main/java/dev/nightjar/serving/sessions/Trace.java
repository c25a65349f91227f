package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one key has left behind: its newest events, the keys it was seen with, and as what it was
 * seen. Immutable, so that the store can replace it in one step.
 *
 * @param events oldest first
 * @param links keys joined to it by a log-in or an alias; of a visit, whose it was
 * @param seenAs sum of the constants of this type
 */
@SuppressWarnings("ArrayRecordComponent")
record Trace(Stored[] events, Set<String> links, int seenAs) {
  static final Trace NONE = new Trace(new Stored[0], Set.of(), 0);

  /** Seen as the user of an event that is no alias. */
  static final int USER = 1;

  /** Seen as what an alias joins to. */
  static final int TARGET = 2;

  /** Seen as a device, or as what an alias joins. */
  static final int GUEST = 4;

  /** More would be a device of nobody in particular; what is linked first stays. */
  static final int MAX_LINKS = 16;

  /**
   * One event and its place in the order of arrival.
   *
   * @param sequence grows with each event of the store
   */
  record Stored(long sequence, SessionEvent event) {}

  /** Somebody who logged in, or the end of a chain of aliases. */
  boolean isUser() {
    return (seenAs & USER) != 0 || (seenAs & (TARGET | GUEST)) == TARGET;
  }

  /** The trace after a change that brings these events. */
  Trace with(TraceChange change, Stored[] added, int eventsEach) {
    return new Trace(newest(added, eventsEach), linked(change.link()), seenAs | change.seenAs());
  }

  Trace withoutEvents() {
    return new Trace(new Stored[0], links, seenAs);
  }

  private Stored[] newest(Stored[] added, int eventsEach) {
    Stored[] all = Arrays.copyOf(events, events.length + added.length);
    System.arraycopy(added, 0, all, events.length, added.length);
    return all.length <= eventsEach
        ? all
        : Arrays.copyOfRange(all, all.length - eventsEach, all.length);
  }

  private Set<String> linked(@Nullable String key) {
    if (key == null || links.contains(key) || links.size() >= MAX_LINKS) {
      return links;
    }
    Set<String> more = new LinkedHashSet<>(links);
    more.add(key);
    return more;
  }
}

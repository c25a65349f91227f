package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one key has left behind: its newest events, the keys it was seen with, and as what it was
 * seen. Immutable, so that the store can replace it in one step.
 *
 * @param events oldest first
 * @param links keys joined to it by a log-in or an alias; of a visit, whose it was
 * @param seenAs sum of the constants of this type
 * @param shown how many answers showed each item, the one shown last at the end
 */
@SuppressWarnings("ArrayRecordComponent")
record Trace(Stored[] events, Set<String> links, int seenAs, Map<String, Integer> shown) {
  static final Trace NONE = new Trace(new Stored[0], Set.of(), 0, Map.of());

  /** Seen as the user of an event that is no alias. */
  static final int USER = 1;

  /** Seen as what an alias joins to. */
  static final int TARGET = 2;

  /** Seen as the device of a log-in, or as what an alias joins. */
  static final int JOINED = 4;

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
    return isLoggedIn() || (seenAs & (TARGET | JOINED)) == TARGET;
  }

  /** Somebody who is a user whatever is joined to whom. */
  boolean isLoggedIn() {
    return (seenAs & USER) != 0;
  }

  /** The trace after a change that brings these events. */
  Trace with(TraceChange change, Stored[] added, int eventsEach) {
    return new Trace(
        newest(added, eventsEach), linked(change.link()), seenAs | change.seenAs(), shown);
  }

  /** The trace of somebody who refuses: who was seen with whom, and nothing that was done. */
  Trace withoutEvents() {
    return new Trace(new Stored[0], links, seenAs, Map.of());
  }

  /** The trace after an answer that showed these items; the {@code most} shown last are kept. */
  Trace withShown(List<String> items, int most) {
    Map<String, Integer> all = new LinkedHashMap<>(shown);
    for (String item : new LinkedHashSet<>(items)) {
      Integer before = all.remove(item);
      all.put(item, before == null ? 1 : before + 1);
    }
    Iterator<String> oldest = all.keySet().iterator();
    while (all.size() > most) {
      oldest.next();
      oldest.remove();
    }
    return new Trace(events, links, seenAs, Collections.unmodifiableMap(all));
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

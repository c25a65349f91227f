package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose the live events are, by the rule of the tables ("Whose an event is" in
 * docs/data-quality.md): devices and previous ids that log-ins and aliases join are one guest; the
 * guest is the user's if exactly one user is joined to it, else its own. Two users are never one.
 * The window is what the store still remembers. Thread-safe if its traces are.
 */
final class LivePersons {
  /** Keys looked at for one guest; a longer chain is a constant in place of an id. */
  static final int MAX_KEYS = 64;

  private final Function<String, @Nullable Trace> traces;

  /**
   * @param traces what each key left behind, {@link Trace#NONE} for nothing; null where it was not
   *     looked at, because it is too far away
   */
  LivePersons(Function<String, @Nullable Trace> traces) {
    this.traces = traces;
  }

  /**
   * A guest: its keys and the users joined to it.
   *
   * @param keys keys that are no user's
   * @param users keys of users next to them
   * @param whole whether all of it was looked at; if not, nobody can tell whose it is
   */
  private record Guest(Set<String> keys, Set<String> users, boolean whole) {
    boolean isOf(String user) {
      return whole && users.equals(Set.of(user));
    }

    boolean isOfNobodyBut(String user) {
      return whole && Set.of(user).containsAll(users);
    }

    /** Two users, a chain without an end, or aliases in a circle, which lead to nobody. */
    boolean staysItsOwn() {
      return !whole || users.size() != 1;
    }
  }

  /** What is kept of whoever the ids stand for. */
  Session session(LiveIds ids) {
    return session(ids, keys(ids));
  }

  /** What is kept under these keys, all of whoever the ids stand for. */
  Session session(LiveIds ids, Set<String> keys) {
    Map<String, Integer> shown = new HashMap<>();
    for (String key : keys) {
      trace(key).shown().forEach((item, times) -> shown.merge(item, times, Integer::sum));
    }
    return new Session(events(keys), shown, owner(ids, keys));
  }

  /** As events are: a user's are kept under the user, a guest's under the device. */
  static @Nullable String owner(LiveIds ids, Set<String> keys) {
    if (ids.user() != null || ids.anonymous() != null) {
      return ids.user() == null ? ids.anonymous() : ids.user();
    }
    return keys.isEmpty() ? null : keys.iterator().next();
  }

  private List<SessionEvent> events(Set<String> keys) {
    List<Trace.Stored> found = new ArrayList<>();
    for (String key : keys) {
      found.addAll(Arrays.asList(trace(key).events()));
    }
    found.sort(Comparator.comparingLong(Trace.Stored::sequence));
    List<SessionEvent> events = new ArrayList<>(found.size());
    found.forEach(stored -> events.add(stored.event()));
    return events;
  }

  /** Under which keys the events of whoever the ids stand for are kept. */
  Set<String> keys(LiveIds ids) {
    Set<String> keys = new LinkedHashSet<>();
    if (ids.user() != null) {
      addUser(ids.user(), keys);
      addGuestsAtHand(ids, ids.user(), keys);
    } else if (ids.anonymous() != null) {
      addPerson(ids.anonymous(), keys);
    } else if (ids.session() != null) {
      addVisitor(ids.session(), keys);
    }
    return keys;
  }

  private void addUser(String user, Set<String> keys) {
    keys.add(user);
    for (String link : trace(user).links()) {
      if (!trace(link).isUser()) {
        Guest guest = guest(link, user);
        if (guest.isOf(user)) {
          keys.addAll(guest.keys());
        }
      }
    }
  }

  /** A request names a user beside a device or visit: a log-in, as far as nobody else did. */
  private void addGuestsAtHand(LiveIds ids, String user, Set<String> keys) {
    List<String> seen = new ArrayList<>();
    if (ids.anonymous() != null) {
      seen.add(ids.anonymous());
    }
    Set<String> visitors = ids.session() == null ? Set.of() : trace(ids.session()).links();
    if (visitors.stream().noneMatch(key -> !key.equals(user) && trace(key).isLoggedIn())) {
      seen.addAll(visitors);
    }
    for (String key : seen) {
      if (!key.equals(user) && !trace(key).isLoggedIn()) {
        Guest guest = guest(key, user);
        if (guest.isOfNobodyBut(user)) {
          keys.addAll(guest.keys());
        }
      }
    }
  }

  private void addPerson(String key, Set<String> keys) {
    if (trace(key).isUser()) {
      addUser(key, keys);
      return;
    }
    Guest guest = guest(key, null);
    if (guest.staysItsOwn()) {
      keys.add(key);
    } else {
      addUser(guest.users().iterator().next(), keys);
    }
  }

  /** A visit alone stands for its person, if it had only one. */
  private void addVisitor(String session, Set<String> keys) {
    Set<String> persons = new LinkedHashSet<>();
    Set<String> visitors = trace(session).links();
    for (String visitor : visitors) {
      persons.add(person(visitor));
    }
    if (persons.size() == 1 && visitors.size() < Trace.MAX_LINKS) {
      addPerson(visitors.iterator().next(), keys);
    }
  }

  /** One key for all keys of a person. */
  private String person(String key) {
    if (trace(key).isUser()) {
      return key;
    }
    Guest guest = guest(key, null);
    return guest.staysItsOwn() ? key : guest.users().iterator().next();
  }

  /**
   * @param start a guest's key: the request may be the log-in that joins it
   * @param user key to take for a user's though it was not seen as one
   */
  private Guest guest(String start, @Nullable String user) {
    Set<String> keys = new LinkedHashSet<>();
    Set<String> users = new LinkedHashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(List.of(start));
    boolean whole = true;
    while (!open.isEmpty() && whole) {
      String key = open.remove();
      Trace trace = traces.apply(key);
      if (key.equals(user) || (trace != null && trace.isUser() && !key.equals(start))) {
        users.add(key);
      } else if (trace == null || (keys.size() == MAX_KEYS && !keys.contains(key))) {
        whole = false;
      } else if (keys.add(key)) {
        open.addAll(trace.links());
      }
    }
    return new Guest(keys, users, whole);
  }

  /** A key next to the ids that are asked for: the store looks at these first. */
  private Trace trace(String key) {
    Trace trace = traces.apply(key);
    return trace == null ? Trace.NONE : trace;
  }
}

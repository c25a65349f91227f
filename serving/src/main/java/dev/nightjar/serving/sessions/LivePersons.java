package dev.nightjar.serving.sessions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose the live events are, by the rule of the tables ("Whose an event is" in
 * docs/data-quality.md): devices and previous ids that log-ins and aliases join are one guest; the
 * guest is the user's if exactly one user is joined to it, else its own. Two users are never one.
 * The window is what the store still remembers. Thread-safe.
 */
final class LivePersons {
  /** Keys looked at for one guest; a longer chain is a fault of the sender. */
  private static final int MAX_KEYS = 64;

  private final Function<String, Trace> traces;

  LivePersons(Function<String, Trace> traces) {
    this.traces = traces;
  }

  /**
   * A guest: its keys and the users joined to it.
   *
   * @param keys keys that are no user's
   * @param users keys of users next to them
   */
  private record Guest(Set<String> keys, Set<String> users) {}

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
    for (String link : traces.apply(user).links()) {
      if (!traces.apply(link).isUser()) {
        Guest guest = guest(link, user);
        if (guest.users().equals(Set.of(user))) {
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
    Set<String> visitors = ids.session() == null ? Set.of() : traces.apply(ids.session()).links();
    if (visitors.stream().allMatch(key -> key.equals(user) || !traces.apply(key).isUser())) {
      seen.addAll(visitors);
    }
    for (String key : seen) {
      if (!key.equals(user) && !traces.apply(key).isUser()) {
        Guest guest = guest(key, user);
        if (Set.of(user).containsAll(guest.users())) {
          keys.addAll(guest.keys());
        }
      }
    }
  }

  private void addPerson(String key, Set<String> keys) {
    if (traces.apply(key).isUser()) {
      addUser(key, keys);
      return;
    }
    Guest guest = guest(key, null);
    if (guest.users().isEmpty()) {
      keys.addAll(guest.keys());
    } else if (guest.users().size() == 1) {
      addUser(guest.users().iterator().next(), keys);
    } else {
      keys.add(key);
    }
  }

  /** A visit alone stands for its person, if it had only one. */
  private void addVisitor(String session, Set<String> keys) {
    Set<String> persons = new LinkedHashSet<>();
    Set<String> visitors = traces.apply(session).links();
    for (String visitor : visitors) {
      persons.add(person(visitor));
    }
    if (persons.size() == 1 && visitors.size() < Trace.MAX_LINKS) {
      addPerson(visitors.iterator().next(), keys);
    }
  }

  /** One key for all keys of a person. */
  private String person(String key) {
    if (traces.apply(key).isUser()) {
      return key;
    }
    Guest guest = guest(key, null);
    if (guest.users().size() > 1) {
      return key;
    }
    return guest.users().isEmpty()
        ? guest.keys().stream().sorted().findFirst().orElse(key)
        : guest.users().iterator().next();
  }

  /**
   * @param user key to take for a user's though it was not seen as one
   */
  private Guest guest(String start, @Nullable String user) {
    Guest guest = new Guest(new LinkedHashSet<>(), new LinkedHashSet<>());
    ArrayDeque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty() && guest.keys().size() < MAX_KEYS) {
      String key = open.remove();
      Trace trace = traces.apply(key);
      if (key.equals(user) || trace.isUser()) {
        guest.users().add(key);
      } else if (guest.keys().add(key)) {
        open.addAll(trace.links());
      }
    }
    return guest;
  }
}

package dev.nightjar.etl.cleaning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose a guest's events are, from the days on which ids were seen together. On each day those
 * links count that lie at most {@code reachDays} from it: so a link changes no day farther away.
 * Guests that links join are one; they are the user's if exactly one user is joined to them, else
 * each stays its own. Two users are never one, and a cycle of aliases without a way out joins
 * nobody. Days are numbers, as {@link java.time.LocalDate#toEpochDay} gives them.
 */
final class Joins {

  /** Guests that one chain may hold; more is a constant sent in place of an id. */
  static final int MAX_KEYS = 1000;

  private final int reachDays;

  Joins(int reachDays) {
    this.reachDays = reachDays;
  }

  /** What two ids on one event say. */
  enum Kind {
    /** A user was logged in on a device. */
    LOGIN,
    /** What was known under one id belongs to another. */
    ALIAS,
    /** An id was a user's. */
    USER
  }

  /**
   * A link.
   *
   * @param key the device, or the previous id, or the user
   * @param other the user; null for {@link Kind#USER}
   */
  record Link(int day, Kind kind, String key, @Nullable String other) {}

  /**
   * Days on which a guest's events are another's.
   *
   * @param to last day, included
   * @param guest whether no user id is known of the person either
   */
  record Span(String key, int from, int to, String person, boolean guest) {

    private boolean continues(Span before) {
      return from == before.to + 1 && person.equals(before.person) && guest == before.guest;
    }
  }

  /** Spans of all guests of a group of links that holds every link of each of its guests. */
  List<Span> spans(Collection<Link> links) {
    TreeMap<Integer, List<Link>> byDay = new TreeMap<>();
    TreeSet<Integer> changes = new TreeSet<>();
    for (Link link : links) {
      byDay.computeIfAbsent(link.day(), day -> new ArrayList<>()).add(link);
      changes.add(link.day() - reachDays);
      changes.add(link.day() + reachDays + 1);
    }
    Map<String, List<Span>> spans = new LinkedHashMap<>();
    Integer from = changes.isEmpty() ? null : changes.first();
    while (from != null) {
      Integer next = changes.higher(from);
      if (next != null) {
        for (Span span : window(byDay, from, next - 1)) {
          append(spans.computeIfAbsent(span.key(), key -> new ArrayList<>()), span);
        }
      }
      from = next;
    }
    List<Span> all = new ArrayList<>();
    spans.values().forEach(all::addAll);
    all.sort(Comparator.comparing(Span::key).thenComparing(Span::from));
    return all;
  }

  private static void append(List<Span> spans, Span span) {
    Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && span.continues(last)) {
      spans.set(
          spans.size() - 1,
          new Span(last.key(), last.from(), span.to(), last.person(), last.guest()));
    } else {
      spans.add(span);
    }
  }

  /** Spans of days on which the same links count. */
  private List<Span> window(TreeMap<Integer, List<Link>> byDay, int from, int to) {
    Ids ids = new Ids();
    Collection<List<Link>> near =
        byDay.subMap(from - reachDays, true, from + reachDays, true).values();
    near.forEach(links -> links.forEach(ids::see));
    near.forEach(links -> links.forEach(ids::join));
    List<Span> spans = new ArrayList<>();
    for (String key : ids.guests()) {
      String person = ids.person(key);
      if (person != null) {
        spans.add(new Span(key, from, to, person, !ids.loggedIn.contains(person)));
      }
    }
    return spans;
  }

  /** The ids of one window: who is a user, and which guests are one. */
  private static final class Ids {
    private final Set<String> loggedIn = new HashSet<>();
    private final Set<String> joined = new HashSet<>();
    private final Set<String> targets = new HashSet<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, Set<String>> users = new HashMap<>();

    void see(Link link) {
      if (link.kind() == Kind.USER) {
        loggedIn.add(link.key());
        return;
      }
      (link.kind() == Kind.LOGIN ? loggedIn : targets).add(other(link));
      joined.add(link.key());
    }

    void join(Link link) {
      if (link.kind() == Kind.USER) {
        return;
      }
      boolean fromUser = isUser(link.key());
      boolean toUser = isUser(other(link));
      if (fromUser && toUser) {
        return;
      }
      if (fromUser || toUser) {
        String guest = fromUser ? other(link) : link.key();
        String user = fromUser ? link.key() : other(link);
        users.computeIfAbsent(root(guest), key -> new HashSet<>(2)).add(user);
        return;
      }
      String root = root(link.key());
      String otherRoot = root(other(link));
      if (!root.equals(otherRoot)) {
        parents.put(root, otherRoot);
        sizes.put(otherRoot, sizes.getOrDefault(otherRoot, 1) + sizes.getOrDefault(root, 1));
        Set<String> moved = users.remove(root);
        if (moved != null) {
          users.computeIfAbsent(otherRoot, key -> new HashSet<>(2)).addAll(moved);
        }
      }
    }

    List<String> guests() {
      return joined.stream().filter(key -> !isUser(key)).toList();
    }

    /** The one user joined to a guest, or null. */
    @Nullable String person(String guest) {
      String root = root(guest);
      Set<String> found = users.getOrDefault(root, Set.of());
      boolean isOne = found.size() == 1 && sizes.getOrDefault(root, 1) <= MAX_KEYS;
      return isOne ? found.iterator().next() : null;
    }

    /** Somebody who logged in, or the end of a chain of aliases. */
    private boolean isUser(String key) {
      return loggedIn.contains(key) || (targets.contains(key) && !joined.contains(key));
    }

    private String root(String key) {
      String root = key;
      for (String parent = parents.get(root); parent != null; parent = parents.get(root)) {
        root = parent;
      }
      String at = key;
      while (!at.equals(root)) {
        String parent = parents.get(at);
        parents.put(at, root);
        at = parent == null ? root : parent;
      }
      return root;
    }

    private static String other(Link link) {
      String other = link.other();
      if (other == null) {
        throw new IllegalArgumentException("a link of two ids with one id: " + link.kind());
      }
      return other;
    }
  }
}

package dev.nightjar.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Random views, log-ins and aliases of one day, and whose each item is by "Whose an event is" of
 * docs/data-quality.md. Tables and live sessions are held against the same streams, so that they
 * agree. Every item is viewed once.
 */
public final class IdentityStream {
  private final Random random;
  private final String name;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Set<String>> views = new HashMap<>();
  private final Map<String, Set<String>> links = new TreeMap<>();
  private final Set<String> loggedIn = new TreeSet<>();
  private final Set<String> joined = new TreeSet<>();
  private final Set<String> targets = new TreeSet<>();

  /**
   * Writes a stream.
   *
   * @param seed the same stream for the same seed; ids and items of two seeds differ
   */
  public IdentityStream(long seed) {
    random = new Random(seed);
    name = "s" + seed + "-";
    int events = 3 + random.nextInt(20);
    for (int number = 0; number < events; number++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> view(null, device(), number);
        case 2 -> view(user(), random.nextBoolean() ? device() : null, number);
        case 3 -> logIn(user(), device(), number);
        default -> alias(id(), id(), number);
      }
    }
  }

  /** The events as they land, one JSON object each, in their order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** By each id that an event named, the items of whoever it stands for. */
  public Map<String, Set<String>> items() {
    Map<String, Set<String>> items = new TreeMap<>();
    links.keySet().forEach(id -> items.put(id, itemsOf(id)));
    return items;
  }

  private Set<String> itemsOf(String id) {
    Set<String> guest = guest(id);
    Set<String> users = new TreeSet<>();
    guest.forEach(key -> links.get(key).stream().filter(this::isUser).forEach(users::add));
    boolean staysItsOwn = !isUser(id) && users.size() != 1;
    String owner = isUser(id) || staysItsOwn ? id : users.iterator().next();
    Set<String> items = new TreeSet<>(views.getOrDefault(owner, Set.of()));
    if (!staysItsOwn) {
      guestsOf(owner).forEach(key -> items.addAll(views.getOrDefault(key, Set.of())));
    }
    return items;
  }

  /** Every guest to whom this user alone is joined. */
  private Set<String> guestsOf(String user) {
    Set<String> guests = new TreeSet<>();
    for (String near : links.get(user)) {
      Set<String> guest = guest(near);
      boolean isAnothers =
          guest.stream()
              .flatMap(key -> links.get(key).stream())
              .anyMatch(key -> isUser(key) && !key.equals(user));
      if (!isAnothers) {
        guests.addAll(guest);
      }
    }
    return guests;
  }

  /** The ids that links connect to this one without passing a user; none of a user. */
  private Set<String> guest(String id) {
    Set<String> keys = new TreeSet<>();
    ArrayDeque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      String key = open.remove();
      if (!isUser(key) && keys.add(key)) {
        open.addAll(links.get(key));
      }
    }
    return keys;
  }

  /** Somebody who logged in, or the end of a chain of aliases. */
  private boolean isUser(String id) {
    return loggedIn.contains(id) || (targets.contains(id) && !joined.contains(id));
  }

  private void view(@Nullable String user, @Nullable String device, int number) {
    String item = name + "item" + number;
    see(user, device);
    views.computeIfAbsent(user == null ? device : user, id -> new TreeSet<>()).add(item);
    String what = "\"event\":\"Item Viewed\",\"properties\":{\"item_id\":\"" + item + "\"}";
    line("track", what + field("userId", user) + field("anonymousId", device), number);
  }

  private void logIn(String user, String device, int number) {
    see(user, device);
    line(
        "identify", "\"traits\":{}" + field("userId", user) + field("anonymousId", device), number);
  }

  private void alias(String previous, String user, int number) {
    if (!previous.equals(user)) {
      link(previous, user);
      joined.add(previous);
      targets.add(user);
      line(
          "alias", "\"traits\":{}" + field("userId", user) + field("previousId", previous), number);
    }
  }

  private void see(@Nullable String user, @Nullable String device) {
    if (user != null) {
      loggedIn.add(user);
      links.computeIfAbsent(user, id -> new TreeSet<>());
    }
    if (device != null) {
      links.computeIfAbsent(device, id -> new TreeSet<>());
    }
    if (user != null && device != null) {
      link(device, user);
      joined.add(device);
    }
  }

  private void link(String one, String other) {
    links.computeIfAbsent(one, id -> new TreeSet<>()).add(other);
    links.computeIfAbsent(other, id -> new TreeSet<>()).add(one);
  }

  private void line(String type, String fields, int number) {
    String time = "2026-01-05T10:" + (10 + number) + ":00Z";
    lines.add(
        "{\"type\":\""
            + type
            + "\",\"messageId\":\""
            + name
            + number
            + "\",\"timestamp\":\""
            + time
            + "\",\"receivedAt\":\""
            + time
            + "\",\"context\":{\"consent\":{\"categoryPreferences\":"
            + "{\"personalization\":true,\"analytics\":true}}},"
            + fields
            + "}");
  }

  private static String field(String field, @Nullable String value) {
    return value == null ? "" : ",\"" + field + "\":\"" + value + "\"";
  }

  private String device() {
    return name + "device" + random.nextInt(4);
  }

  private String user() {
    return name + "user" + random.nextInt(3);
  }

  private String id() {
    return random.nextInt(3) == 0 ? user() : device();
  }
}

package dev.nightjar.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer sheet: how many lines of each kind landed, in all and in each file, and who the people
 * are. It stays out of the lake, so that nothing can learn from it. Not thread-safe.
 */
final class TruthSheet {
  private final WorldParams params;
  private final Map<LineKind, Long> events = new EnumMap<>(LineKind.class);
  private final Map<LineKind, Long> items = new EnumMap<>(LineKind.class);
  private final Map<String, Map<LineKind, Long>> files = new TreeMap<>();

  TruthSheet(WorldParams params) {
    this.params = params;
  }

  /** Books the lines of one file. */
  void book(String key, boolean eventFeed, List<LandedLine> lines) {
    Map<LineKind, Long> file = files.computeIfAbsent(key, k -> new EnumMap<>(LineKind.class));
    Map<LineKind, Long> feed = eventFeed ? events : items;
    for (LandedLine line : lines) {
      file.merge(line.kind(), 1L, Long::sum);
      feed.merge(line.kind(), 1L, Long::sum);
    }
  }

  /** Lines of the event feed of one kind. */
  long events(LineKind kind) {
    return events.getOrDefault(kind, 0L);
  }

  /** All lines of both feeds. */
  long lines() {
    return sum(events) + sum(items);
  }

  /** All lines of the event feed. */
  long eventLines() {
    return sum(events);
  }

  int files() {
    return files.size();
  }

  /** The sheet as one JSON object; equal worlds give equal sheets. */
  String json() {
    JsonText byFile = new JsonText();
    files.forEach((key, kinds) -> byFile.raw(key, counts(kinds)));
    return new JsonText()
        .raw("world", world())
        .raw("people", people())
        .raw("events", feed(events))
        .raw("items", feed(items))
        .raw("files", byFile.end())
        .end();
  }

  private String world() {
    return new JsonText()
        .put("seed", params.seed())
        .put("users", params.users())
        .put("items", params.items())
        .put("days", params.days())
        .put("first_day", params.firstDay().toString())
        .put("last_day", params.lastDay().toString())
        .end();
  }

  private String people() {
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < params.users(); i++) {
      Person person = Person.of(params, i);
      boolean here = person.joinDay() < params.days();
      counts.merge(here ? "visited" : "never_came", 1L, Long::sum);
      if (here) {
        counts.merge(person.membership().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
        counts.merge("refused", person.refused() ? 1L : 0L, Long::sum);
      }
    }
    JsonText json = new JsonText();
    counts.forEach(json::put);
    return json.end();
  }

  private static String feed(Map<LineKind, Long> kinds) {
    Map<String, Long> expected = new TreeMap<>();
    kinds.forEach((kind, lines) -> expected.merge(kind.expected(), lines, Long::sum));
    JsonText outcomes = new JsonText();
    expected.forEach(outcomes::put);
    return new JsonText()
        .put("lines", sum(kinds))
        .raw("by_kind", counts(kinds))
        .raw("expected", outcomes.end())
        .end();
  }

  private static String counts(Map<LineKind, Long> kinds) {
    JsonText json = new JsonText();
    kinds.forEach((kind, lines) -> json.put(kind.label(), lines));
    return json.end();
  }

  private static long sum(Map<LineKind, Long> kinds) {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }
}

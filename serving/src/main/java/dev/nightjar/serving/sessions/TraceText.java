package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Traces as text, as they stand in Redis: an event a line, with its place in the order of arrival,
 * the interaction, its time in milliseconds and the item, separated by tabs; a shown item a line,
 * with the number of answers that showed it.
 */
final class TraceText {
  private static final char BETWEEN = '\t';
  private static final String END = "\n";
  private static final int FIELDS = 5;

  private TraceText() {}

  /** The lines of the newest events, without their places, which the store gives. */
  static String lines(List<SessionEvent> events, int eventsEach) {
    StringBuilder lines = new StringBuilder();
    for (SessionEvent event :
        events.subList(Math.max(0, events.size() - eventsEach), events.size())) {
      Instant timestamp = event.timestamp();
      lines.append(escaped(event.interaction())).append(BETWEEN);
      lines.append(timestamp == null ? "" : timestamp.toEpochMilli()).append(BETWEEN);
      lines.append(escaped(event.itemId())).append(END);
    }
    return lines.toString();
  }

  /** A line an item. */
  static String itemLines(List<String> items) {
    StringBuilder lines = new StringBuilder();
    items.forEach(item -> lines.append(escaped(item)).append(END));
    return lines.toString();
  }

  /**
   * Traces by their keys, of key, roles, links, lines of events and of shown items in turn.
   *
   * @throws SessionsUnavailableException when they are something else
   */
  static Map<String, Trace> traces(List<?> parts) {
    try {
      Map<String, Trace> traces = new HashMap<>();
      for (int i = 0; i + FIELDS <= parts.size(); i += FIELDS) {
        traces.put(
            (String) parts.get(i),
            new Trace(
                events((String) parts.get(i + 3)),
                links((String) parts.get(i + 2)),
                Integer.parseInt((String) parts.get(i + 1)),
                shown((String) parts.get(i + 4))));
      }
      return traces;
    } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
      throw new SessionsUnavailableException(
          "what stands under the prefix of this server is no session");
    }
  }

  private static Set<String> links(String text) {
    return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ")));
  }

  private static Map<String, Integer> shown(String lines) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    int from = 0;
    while (from < lines.length()) {
      int end = lines.indexOf(END, from);
      int item = lines.indexOf(BETWEEN, from) + 1;
      shown.put(unescaped(lines.substring(item, end)), Integer.parseInt(lines, from, item - 1, 10));
      from = end + 1;
    }
    return shown;
  }

  private static Trace.Stored[] events(String lines) {
    List<Trace.Stored> events = new ArrayList<>();
    int from = 0;
    while (from < lines.length()) {
      int end = lines.indexOf(END, from);
      events.add(event(lines.substring(from, end)));
      from = end + 1;
    }
    return events.toArray(new Trace.Stored[0]);
  }

  private static Trace.Stored event(String line) {
    int interaction = line.indexOf(BETWEEN) + 1;
    int time = line.indexOf(BETWEEN, interaction) + 1;
    int item = line.indexOf(BETWEEN, time) + 1;
    @Nullable Instant timestamp =
        item - 1 == time ? null : Instant.ofEpochMilli(Long.parseLong(line, time, item - 1, 10));
    return new Trace.Stored(
        Long.parseLong(line, 0, interaction - 1, 10),
        new SessionEvent(
            unescaped(line.substring(item)),
            unescaped(line.substring(interaction, time - 1)),
            timestamp));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        char escaped = text.charAt(i);
        c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
      }
      plain.append(c);
    }
    return plain.toString();
  }
}

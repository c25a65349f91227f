package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Mode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many answers rest on what, and what they lacked: the ladder, rung by rung. Thread-safe. */
public final class AnswerCounts {
  /** What an answer can lack beside single sources: each is counted from the start. */
  private static final List<String> PARTS =
      List.of("sessions", "signals", "stale", "snapshot", "user", "order", "rules");

  private final Map<Mode, LongAdder> modes = new EnumMap<>(Mode.class);
  private final Map<String, LongAdder> parts = new ConcurrentHashMap<>();
  private final LongAdder degraded = new LongAdder();

  AnswerCounts() {
    for (Mode mode : Mode.values()) {
      modes.put(mode, new LongAdder());
    }
    PARTS.forEach(part -> parts.put(part, new LongAdder()));
  }

  /** Counts an answer of {@code /recommendations}. */
  void answered(Mode mode, List<String> lacking) {
    LongAdder ofMode = modes.get(mode);
    if (ofMode != null) {
      ofMode.increment();
    }
    lacking(lacking);
  }

  /** Counts what any answer lacked. */
  void lacking(List<String> names) {
    if (!names.isEmpty()) {
      degraded.increment();
      names.stream()
          .distinct()
          .forEach(part -> parts.computeIfAbsent(part, none -> new LongAdder()).increment());
    }
  }

  /** How many answers lacked something. */
  public long degraded() {
    return degraded.sum();
  }

  /** Answers of {@code /recommendations} by what they rest on. */
  public Map<String, Long> byMode() {
    Map<String, Long> counts = new TreeMap<>();
    modes.forEach((mode, count) -> counts.put(mode.id(), count.sum()));
    return counts;
  }

  /** Answers by what they lacked; one that lacked two things counts twice. */
  public Map<String, Long> byPart() {
    Map<String, Long> counts = new TreeMap<>();
    parts.forEach((part, count) -> counts.put(part, count.sum()));
    return counts;
  }
}

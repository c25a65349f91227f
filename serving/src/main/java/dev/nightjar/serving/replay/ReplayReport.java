package dev.nightjar.serving.replay;

import dev.nightjar.serving.http.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of recorded requests that were asked again. Used by one thread. */
final class ReplayReport {
  private static final int SHOWN = 20;

  private int answers;
  private int equal;
  private int otherSettings;
  private int torn;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, Gone> gone = new TreeMap<>();

  /**
   * A snapshot that cannot be had.
   *
   * @param why in words
   * @param answers how many recorded answers rest on it
   */
  record Gone(String why, int answers) {}

  void equal() {
    answers++;
    equal++;
  }

  void different(String where) {
    answers++;
    differences.add(where);
  }

  void gone(String snapshotId, String why, int count) {
    answers += count;
    gone.put(snapshotId, new Gone(why, count));
  }

  void otherSettings() {
    otherSettings++;
  }

  void torn() {
    torn++;
  }

  /** Whether every answer was compared and came out as it was; of none that cannot be said. */
  boolean allEqual() {
    return answers > 0 && equal == answers;
  }

  String headline() {
    return equal + " of " + answers + " answers equal, byte for byte";
  }

  /** For people. */
  String text() {
    StringBuilder out = new StringBuilder(headline()).append('\n');
    if (!differences.isEmpty()) {
      out.append("different: ").append(differences.size()).append('\n');
      differences.stream().limit(SHOWN).forEach(each -> line(out, each));
      if (differences.size() > SHOWN) {
        line(out, "and " + (differences.size() - SHOWN) + " more");
      }
    }
    if (!gone.isEmpty()) {
      out.append("not compared: ").append(notCompared()).append('\n');
      gone.forEach(
          (id, each) ->
              line(
                  out,
                  String.format(
                      Locale.ROOT, "snapshot %s (%d): %s", id, each.answers(), each.why())));
    }
    if (otherSettings > 0) {
      out.append("recorded under other settings of ranking than are in force here: ");
      out.append(otherSettings).append('\n');
    }
    if (torn > 0) {
      out.append("left out, for they end in the middle of a line: ").append(torn).append('\n');
    }
    return out.toString();
  }

  /** For programs. */
  String json() {
    JsonBuffer out = new JsonBuffer().raw("{\"answers\":").number((long) answers);
    out.raw(",\"equal\":").number((long) equal);
    out.raw(",\"different\":").number((long) differences.size());
    out.raw(",\"not_compared\":").number((long) notCompared());
    out.raw(",\"other_settings\":").number((long) otherSettings).raw(",\"differences\":[");
    for (int i = 0; i < Math.min(SHOWN, differences.size()); i++) {
      out.raw(i == 0 ? "" : ",").text(differences.get(i));
    }
    out.raw("],\"missing_snapshots\":[");
    String separator = "";
    for (String id : gone.keySet()) {
      out.raw(separator).text(id);
      separator = ",";
    }
    return new String(out.raw("]}\n").toBytes(), StandardCharsets.UTF_8);
  }

  private int notCompared() {
    return gone.values().stream().mapToInt(Gone::answers).sum();
  }

  private static void line(StringBuilder out, String text) {
    out.append("  ").append(text).append('\n');
  }
}

package dev.nightjar.etl.importing;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one import did: as lines for people and as one JSON object.
 *
 * @param filesRead source files read
 * @param filesLeftOut source files not read, with the reason
 * @param tally what became of the rows
 * @param landed what was landed; all zero after a dry run
 * @param sample mapped lines, only after a dry run
 */
public record ImportSummary(
    int filesRead, List<String> filesLeftOut, Rows tally, Landed landed, List<String> sample) {

  /**
   * Source rows.
   *
   * @param read rows read
   * @param keptOut rows that a {@code keep} condition left out
   * @param errors rejected rows by rule
   * @param examples up to three rejected rows by rule
   * @param firstDay first day of the events, empty without events
   * @param lastDay last day of the events
   */
  public record Rows(
      long read,
      long keptOut,
      Map<String, Long> errors,
      Map<String, List<String>> examples,
      String firstDay,
      String lastDay) {}

  /**
   * Landed lines and files.
   *
   * @param events lines under landing/events
   * @param items lines under landing/items
   * @param days days that have lines
   * @param filesWritten files that are new
   * @param filesPresent files that were there already, from an import of the same rows
   */
  public record Landed(long events, long items, long days, long filesWritten, long filesPresent) {
    static final Landed NOTHING = new Landed(0, 0, 0, 0, 0);
  }

  /** Lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    filesLeftOut.forEach(file -> line(text, "left out: %s", file));
    line(text, "files read      %,12d", filesRead);
    line(text, "rows read       %,12d", tally.read());
    line(text, "rows kept out   %,12d", tally.keptOut());
    tally.errors().forEach((rule, rows) -> line(text, "error %-21s %,d rows", rule, rows));
    tally
        .examples()
        .forEach((rule, some) -> some.forEach(example -> line(text, "  %s: %s", rule, example)));
    if (!sample.isEmpty()) {
      line(text, "dry run, nothing landed; first mapped rows:");
      sample.forEach(row -> line(text, "  %s", row));
      return text.toString();
    }
    line(text, "events landed   %,12d", landed.events());
    line(text, "items landed    %,12d", landed.items());
    line(text, "days            %,12d  %s", landed.days(), span());
    line(text, "files written   %,12d", landed.filesWritten());
    if (landed.filesPresent() > 0) {
      line(
          text,
          "files there already %,8d  (the same rows were imported before)",
          landed.filesPresent());
    }
    return text.toString();
  }

  /** One JSON object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files_read", filesRead);
    json.put("files_left_out", filesLeftOut);
    json.put("rows_read", tally.read());
    json.put("rows_kept_out", tally.keptOut());
    json.put("errors", tally.errors());
    json.put("examples", tally.examples());
    json.put("first_day", tally.firstDay());
    json.put("last_day", tally.lastDay());
    json.put("events_landed", landed.events());
    json.put("items_landed", landed.items());
    json.put("days", landed.days());
    json.put("files_written", landed.filesWritten());
    json.put("files_present", landed.filesPresent());
    json.put("sample", sample);
    return ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
  }

  private String span() {
    return tally.firstDay().isEmpty() ? "" : tally.firstDay() + " to " + tally.lastDay();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}

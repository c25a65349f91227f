package dev.nightjar.etl.importing;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one import did: as lines for people and as one JSON object.
 *
 * @param filesRead source files read
 * @param filesLeftOut source files not read, with the reason
 * @param tally what became of the rows
 * @param landed what was landed; all zero after a dry run
 * @param sample mapped rows; empty unless the run was a dry one
 */
public record ImportSummary(
    int filesRead, List<String> filesLeftOut, Rows tally, Landed landed, Optional<Sample> sample) {

  private static final int LONGEST_NAME = 80;

  /**
   * Source rows.
   *
   * @param read rows read
   * @param keptOut rows that a {@code keep} condition left out, or that give nothing
   * @param errors rejected rows by rule
   * @param examples up to three rejected rows by rule
   * @param unmapped the most frequent event names that the nights do not understand, with how many
   *     events have them
   * @param firstDay first day of the events, empty without events
   * @param lastDay last day of the events
   */
  public record Rows(
      long read,
      long keptOut,
      Map<String, Long> errors,
      Map<String, List<String>> examples,
      Map<String, Long> unmapped,
      String firstDay,
      String lastDay) {

    /** Rejected rows over all rules. */
    public long failed() {
      return errors.values().stream().mapToLong(Long::longValue).sum();
    }
  }

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

  /**
   * What a dry run shows.
   *
   * @param rows a few mapped rows, in turn from every input and all that its rows give
   * @param events events that would be landed
   * @param items catalogue records that the rows give; those of an item would be landed as one
   * @param refused lines to land that a night would refuse, by rule
   */
  public record Sample(List<Mapped> rows, long events, long items, Map<String, Refused> refused) {}

  /**
   * Lines that break a rule of the nights.
   *
   * @param lines how many
   * @param detail what is wrong with one of them; may be empty
   */
  public record Refused(long lines, String detail) {}

  /**
   * One mapped row.
   *
   * @param input the input's place in the mapping file
   * @param event the line that it gives under landing/events
   * @param item the line that it gives under landing/items
   */
  public record Mapped(String input, Optional<String> event, Optional<String> item) {}

  /** Lines for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    filesLeftOut.forEach(file -> line(text, "left out: %s", file));
    line(text, "files read      %,12d", filesRead);
    line(text, "rows read       %,12d", tally.read());
    line(text, "rows kept out   %,12d", tally.keptOut());
    line(text, "rows that fail  %,12d", tally.failed());
    tally
        .errors()
        .forEach(
            (rule, rows) -> {
              line(text, "error %-21s %,d rows", rule, rows);
              tally
                  .examples()
                  .getOrDefault(rule, List.of())
                  .forEach(example -> line(text, "  %s", example));
            });
    unmapped(text);
    sample.ifPresentOrElse(mapped -> sample(text, mapped), () -> landed(text));
    return text.toString();
  }

  private void unmapped(StringBuilder text) {
    if (!tally.unmapped().isEmpty()) {
      line(
          text,
          "warning: conf/events.conf gives these event names no meaning; such events are landed"
              + " and kept, and no recommendation rests on them:");
      tally
          .unmapped()
          .forEach((name, events) -> line(text, "  %-29s %,12d", "\"" + cut(name) + "\"", events));
    }
  }

  private void sample(StringBuilder text, Sample mapped) {
    line(text, "events mapped   %,12d", mapped.events());
    line(text, "items mapped    %,12d", mapped.items());
    refused(text, mapped);
    line(text, "dry run, nothing landed; %d mapped rows:", mapped.rows().size());
    for (Mapped row : mapped.rows()) {
      row.event().ifPresent(event -> line(text, "  %s event %s", row.input(), event));
      row.item().ifPresent(item -> line(text, "  %s item  %s", row.input(), item));
    }
  }

  private static void refused(StringBuilder text, Sample mapped) {
    if (!mapped.refused().isEmpty()) {
      long all = mapped.refused().values().stream().mapToLong(Refused::lines).sum();
      line(text, "warning: the night would put %,d of these lines into the quarantine:", all);
      mapped
          .refused()
          .forEach(
              (rule, broken) ->
                  line(text, "  %-29s %,12d  %s", rule, broken.lines(), broken.detail()));
    }
  }

  private void landed(StringBuilder text) {
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
  }

  /** One JSON object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files_read", filesRead);
    json.put("files_left_out", filesLeftOut);
    json.put("rows_read", tally.read());
    json.put("rows_kept_out", tally.keptOut());
    json.put("rows_failed", tally.failed());
    json.put("errors", tally.errors());
    json.put("examples", tally.examples());
    json.put("unmapped_events", tally.unmapped());
    Map<String, Object> refused = new LinkedHashMap<>();
    sample.ifPresent(s -> s.refused().forEach((rule, broken) -> refused.put(rule, broken.lines())));
    json.put("night_refuses", refused);
    json.put("first_day", tally.firstDay());
    json.put("last_day", tally.lastDay());
    json.put("events_landed", landed.events());
    json.put("items_landed", landed.items());
    json.put("days", landed.days());
    json.put("files_written", landed.filesWritten());
    json.put("files_present", landed.filesPresent());
    json.put(
        "sample",
        sample.map(Sample::rows).orElse(List.of()).stream().map(ImportSummary::object).toList());
    return ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
  }

  private static Map<String, Object> object(Mapped row) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("input", row.input());
    row.event().ifPresent(event -> object.put("event", event));
    row.item().ifPresent(item -> object.put("item", item));
    return object;
  }

  private String span() {
    return tally.firstDay().isEmpty() ? "" : tally.firstDay() + " to " + tally.lastDay();
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}

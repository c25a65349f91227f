package dev.nightjar.export.quarantine;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.landing.Feed;
import dev.nightjar.etl.landing.Replay;
import dev.nightjar.etl.landing.ReplaySummary;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code quarantine replay}: lands repaired lines, or refused ones that parse by the rules of
 * today.
 */
final class QuarantineReplay {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lines of the quarantine that one call reads again; they are numbers, not texts. */
  private static final int MAX_LINES = 200_000;

  private final Lake lake;
  private final CommandLine line;
  private final PrintStream out;
  private final QuarantineFilter filter;
  private final String feedName;
  private long wholeFiles;

  QuarantineReplay(Lake lake, CommandLine line, PrintStream out) {
    this.lake = lake;
    this.line = line;
    this.out = out;
    this.filter = QuarantineFilter.of(line);
    this.feedName = filter.feed().orElse(RunAccounting.FEED_EVENTS);
  }

  /** Lands the lines of these files on this machine, or of the landing where none is given. */
  void run(List<String> files) {
    Settings settings = line.settings();
    Feed feed =
        feedName.equals(RunAccounting.FEED_EVENTS)
            ? IngestEventsJob.Rules.load(settings).feed()
            : IngestItemsJob.Rules.load(settings).feed();
    Replay replay = new Replay(lake, feed);
    try {
      print(files.isEmpty() ? again(replay) : repaired(replay, files));
    } catch (IOException e) {
      throw new UncheckedIOException("a line could not be read or landed again", e);
    }
  }

  /** All of the repaired lines or none: a half-landed file would have to be cut before a retry. */
  private ReplaySummary repaired(Replay replay, List<String> files) throws IOException {
    if (filter.night().isPresent() || filter.rule().isPresent() || filter.file().isPresent()) {
      throw new ConfigurationException(
          "quarantine replay FILE takes every line of the file: --night, --rule and --file choose"
              + " among refused lines, when no file is given");
    }
    LocalDate day = line.runDate();
    for (String name : files) {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new ConfigurationException(name + " is not a file; give repaired lines of JSON");
      }
      replay.takeFile(file, day);
    }
    if (replay.hasRefused()) {
      ReplaySummary summary = replay.abandon();
      throw new DataQualityException(
          "nothing was landed, because a rule is still broken by "
              + lines(summary.refused().values().stream().mapToLong(Long::longValue).sum())
              + "; repair or leave out\n  "
              + String.join("\n  ", summary.examples()));
    }
    return replay.land();
  }

  /**
   * Each line under the day on which it first arrived, so that it is not late for being refused.
   */
  private ReplaySummary again(Replay replay) throws IOException {
    Dataset<Row> lines =
        filter
            .apply(lake.readOrEmpty(Quarantine.TABLE))
            .where(col(Quarantine.FEED).equalTo(feedName))
            .select(Quarantine.SOURCE, Quarantine.LANDING_DATE, Quarantine.LINE)
            .orderBy(Quarantine.SOURCE, Quarantine.LINE)
            .limit(MAX_LINES + 1);
    List<Row> found = lines.collectAsList();
    if (found.size() > MAX_LINES) {
      throw new ConfigurationException(
          "more than " + MAX_LINES + " lines; take fewer with --night, --rule or --file");
    }
    Map<String, Wanted> wanted = new TreeMap<>();
    for (Row row : found) {
      if (row.isNullAt(2)) {
        wholeFiles++;
        continue;
      }
      wanted
          .computeIfAbsent(
              row.getString(0), source -> new Wanted(day(row.getDate(1)), new HashSet<>()))
          .lines()
          .add(row.getLong(2));
    }
    for (Map.Entry<String, Wanted> file : wanted.entrySet()) {
      replay.takeLanded(file.getKey(), file.getValue().lines(), file.getValue().day());
    }
    return replay.land();
  }

  private LocalDate day(Date landed) {
    return line.date("run-date").orElse(landed.toLocalDate());
  }

  /** Lines of one landed file, and the day they land under. */
  private record Wanted(LocalDate day, Set<Long> lines) {}

  private void print(ReplaySummary summary) {
    if (line.has("json")) {
      ObjectNode json = JSON.createObjectNode();
      summary.files().forEach(json.putArray("files")::add);
      json.put("landed", summary.landed()).put("present", summary.present());
      ObjectNode refused = json.putObject("refused");
      summary.refused().forEach(refused::put);
      json.put("refused_files", wholeFiles);
      out.println(json);
      return;
    }
    out.println(
        summary.files().isEmpty()
            ? "Nothing was landed."
            : lines(summary.landed())
                + " landed in "
                + String.join(", ", summary.files())
                + "; the next night takes them.");
    if (summary.present() > 0) {
      out.println(lines(summary.present()) + " had been landed by a replay before.");
    }
    summary
        .refused()
        .forEach((rule, broken) -> out.println("still breaks " + rule + ": " + lines(broken)));
    summary.examples().forEach(example -> out.println("  " + example));
    if (wholeFiles > 0) {
      out.println(
          "Files refused as a whole: "
              + wholeFiles
              + "; their lines are unknown: mend each and land it under a new name.");
    } else if (summary.landed() + summary.present() == 0 && summary.refused().isEmpty()) {
      out.println("No " + feedName + " in the quarantine match; see quarantine list.");
    }
  }

  private static String lines(long count) {
    return count == 1 ? "1 line" : count + " lines";
  }
}

package dev.nightjar.etl.landing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * Brings lines back that were refused, through the door that all lines take: those that parse now
 * are landed again, in a file of their own, for the next night to take. Raw lines come from a
 * repaired file or from the landed files themselves, never from the quarantine, which is masked.
 * One use an instance, one thread.
 */
public final class Replay {

  private static final int EXAMPLES = 10;
  private static final String GONE = "file.gone";

  private final Lake lake;
  private final Feed feed;
  private final Map<LocalDate, RelandedFile> days = new TreeMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  public Replay(Lake lake, Feed feed) {
    this.lake = lake;
    this.feed = feed;
  }

  /**
   * Takes every line of a repaired file on this machine, plain or compressed.
   *
   * @param day day of arrival that the lines land under
   */
  public void takeFile(java.nio.file.Path file, LocalDate day) throws IOException {
    LandedFile from = new LandedFile(file.getFileName().toString(), day, 0, "");
    LandedContent stored =
        new LandedContent(() -> java.nio.file.Files.newInputStream(file), from.isGzip());
    FileCheck.Verdict verdict = stored.check();
    if (!verdict.refusal().isEmpty()) {
      refuse(from, 0, verdict.refusal());
      return;
    }
    try (InputStream content = stored.open()) {
      LineSplitter lines = new LineSplitter(content, feed.maxLineBytes());
      while (lines.next()) {
        take(from, lines);
      }
    }
  }

  /**
   * Reads some lines of a landed file again.
   *
   * @param landed path relative to the root of the lake
   * @param numbers of the lines, from 1
   * @param day day of arrival that the lines land under
   */
  public void takeLanded(String landed, Set<Long> numbers, LocalDate day) throws IOException {
    LandedFile from = new LandedFile(landed, day, 0, "");
    FileCheck.Source source = () -> lake.fileSystem().open(new Path(lake.path(landed)));
    try (InputStream content = FileCheck.content(source, from.isGzip())) {
      LineSplitter lines = new LineSplitter(content, feed.maxLineBytes());
      while (lines.next()) {
        if (numbers.contains(lines.number())) {
          take(from, lines);
        }
      }
    } catch (FileNotFoundException e) {
      numbers.forEach(number -> refuse(from, number, GONE));
    }
  }

  /** Whether a line that was taken breaks a rule. */
  public boolean hasRefused() {
    return !refused.isEmpty();
  }

  /**
   * What was found, without landing anything: every line that was taken is thrown away.
   *
   * @return a summary without files
   */
  public ReplaySummary abandon() {
    return new ReplaySummary(List.of(), 0, 0, refused, examples);
  }

  /** Lands the lines that parse, a file a day of arrival. */
  public ReplaySummary land() throws IOException {
    List<String> files = new ArrayList<>();
    long landed = 0;
    long present = 0;
    for (Map.Entry<LocalDate, RelandedFile> day : days.entrySet()) {
      RelandedFile.Landed file = day.getValue().land(lake, feed.landing(), day.getKey());
      if (file.isNew()) {
        files.add(file.source());
        landed += file.lines();
      } else {
        present += file.lines();
      }
    }
    return new ReplaySummary(files, landed, present, refused, examples);
  }

  private void take(LandedFile from, LineSplitter line) throws IOException {
    try {
      if (line.isTooLong()) {
        throw new Refusal("line.too_long", null);
      }
      String text = StrictJson.decode(line.bytes());
      ObjectNode object = StrictJson.object(text);
      feed.parser().parse(object, from, line.number());
      days.computeIfAbsent(from.landingDate(), day -> new RelandedFile()).add(text);
    } catch (Refusal refusal) {
      refuse(from, line.number(), refusal.rule());
    }
  }

  private void refuse(LandedFile from, long line, String rule) {
    refused.merge(rule, 1L, Long::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(from.source() + " line " + line + ": " + rule);
    }
  }
}

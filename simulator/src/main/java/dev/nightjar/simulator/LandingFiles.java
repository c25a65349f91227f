package dev.nightjar.simulator;

import dev.nightjar.contract.LakePaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Sorts lines into the files of their day of arrival, four a day, and hands each file over when its
 * day is over. Names and bytes depend on nothing but the lines. Not thread-safe.
 */
final class LandingFiles {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final long HOUR_MILLIS = 3_600_000L;

  private final TruthSheet truth;
  private final BiConsumer<String, byte[]> lake;
  private final TreeMap<Long, List<LandedLine>> byDay = new TreeMap<>();

  /**
   * @param lake takes the key and the bytes of a finished file
   */
  LandingFiles(TruthSheet truth, BiConsumer<String, byte[]> lake) {
    this.truth = truth;
    this.lake = lake;
  }

  /** Takes a line of the event feed. */
  void event(LandedLine line) {
    long day = Math.floorDiv(line.arrivalMillis(), DAY_MILLIS);
    byDay.computeIfAbsent(day, d -> new ArrayList<>()).add(line);
  }

  /** Writes the event files of a day; lines for it can no longer be taken. */
  void endOfDay(LocalDate date) {
    List<LandedLine> lines = byDay.remove(date.toEpochDay());
    if (lines == null) {
      return;
    }
    lines.sort(Comparator.comparingLong(LandedLine::arrivalMillis));
    TreeMap<Integer, List<LandedLine>> parts = new TreeMap<>();
    for (LandedLine line : lines) {
      int hour = (int) (Math.floorMod(line.arrivalMillis(), DAY_MILLIS) / HOUR_MILLIS);
      int part = hour - hour % Daypart.HOURS;
      parts.computeIfAbsent(part, p -> new ArrayList<>()).add(line);
    }
    String folder = LakePaths.dayFolder(LakePaths.LANDING_EVENTS, date);
    parts.forEach(
        (hour, part) ->
            write(
                String.format(Locale.ROOT, "%s/simulated-%02d.jsonl.gz", folder, hour),
                true,
                part));
  }

  /** Writes the item file of a day. */
  void items(LocalDate date, List<LandedLine> lines) {
    if (!lines.isEmpty()) {
      String folder = LakePaths.dayFolder(LakePaths.LANDING_ITEMS, date);
      write(folder + "/simulated.jsonl.gz", false, lines);
    }
  }

  private void write(String key, boolean eventFeed, List<LandedLine> lines) {
    truth.book(key, eventFeed, lines);
    lake.accept(key, gzip(lines.stream().map(LandedLine::text).toList()));
  }

  /** The lines, each ended by a line feed, compressed; the header carries no time. */
  static byte[] gzip(List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes, 1 << 14)) {
      StringBuilder text = new StringBuilder();
      for (String line : lines) {
        text.append(line).append('\n');
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

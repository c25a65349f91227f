package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lands every whole file of the table in docs/data-quality.md. */
class FileTrapsTest {

  private static final String TAKEN = "taken";
  private static final int LINES = 40;
  private static final String PLAIN = Landing.FOLDER + "a.jsonl";
  private static final String GZIP = PLAIN + ".gz";
  private static final byte[] TEXT = utf8(lines());
  private static final byte[] MARK = utf8("\uFEFF");
  private static final byte[] ZIPPED = gzip(TEXT);

  /** Variants of each file of the table: all must come to the same. */
  private static final Map<String, List<Stored>> FILES = files();

  private record Stored(String source, byte[] bytes) {}

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("variants")
  void comesToWhatThePageSays(String name, String outcome, Stored stored) {
    List<Landing.Outcome> outcomes = Landing.read(stored.source(), stored.bytes());
    Landing.Outcome file = outcomes.get(0);
    if (outcome.equals(TAKEN)) {
      assertThat(file.outcome()).isEqualTo(Landing.FILE);
      assertThat(file.lines()).isEqualTo(outcomes.size() - 1).isPositive();
      assertThat(outcomes.subList(1, outcomes.size()))
          .allSatisfy(line -> assertThat(line.outcome()).isEqualTo(RunAccounting.ACCEPTED));
    } else {
      assertThat(outcomes)
          .containsExactly(new Landing.Outcome(RunAccounting.QUARANTINED, outcome, 0));
    }
  }

  @Test
  void pageNamesEachFile() {
    assertThat(QualityPage.outcomes("file")).containsOnlyKeys(FILES.keySet());
  }

  static Stream<Arguments> variants() {
    Map<String, String> outcomes = QualityPage.outcomes("file");
    return outcomes.entrySet().stream()
        .flatMap(
            row ->
                FILES.getOrDefault(row.getKey(), List.of()).stream()
                    .map(stored -> Arguments.of(row.getKey(), row.getValue(), stored)));
  }

  private static Map<String, List<Stored>> files() {
    Map<String, List<Stored>> files = new LinkedHashMap<>();
    files.put(
        "whole, with or without gzip", List.of(new Stored(PLAIN, TEXT), new Stored(GZIP, ZIPPED)));
    files.put(
        "gzip, cut anywhere",
        zipped(
            Stream.of(1, 9, 10, 500, ZIPPED.length - 8, ZIPPED.length - 1)
                .map(FileTrapsTest::cut)));
    files.put(
        "gzip, one bit flipped",
        zipped(
            Stream.of(0, 1, 700, ZIPPED.length - 6, ZIPPED.length - 1)
                .map(FileTrapsTest::flipped)));
    files.put(
        "gzip, something after its end",
        zipped(
            Stream.of(new byte[] {0}, utf8("more"), new byte[70_000])
                .map(more -> joined(ZIPPED, more))));
    putMembers(files);
    files.put("named .gz but not compressed", zipped(Stream.of(TEXT)));
    files.put("no byte", List.of(new Stored(PLAIN, new byte[0]), new Stored(GZIP, new byte[0])));
    files.put("gzip of nothing", zipped(Stream.of(gzip(new byte[0]))));
    files.put(
        "nothing but a UTF-8 byte-order mark",
        List.of(new Stored(PLAIN, MARK), new Stored(GZIP, gzip(MARK))));
    byte[] marked = joined(MARK, TEXT);
    files.put(
        "UTF-8 behind a byte-order mark",
        List.of(new Stored(PLAIN, marked), new Stored(GZIP, gzip(marked))));
    putEncodings(files);
    files.put("name ends in .csv", List.of(new Stored(Landing.FOLDER + "a.csv", TEXT)));
    files.put("name ends in .json", List.of(new Stored(Landing.FOLDER + "a.json", TEXT)));
    files.put(
        "folder is not a day", List.of(new Stored("landing/events/dt=2026-02-30/a.jsonl", TEXT)));
    files.put("outside any day's folder", List.of(new Stored("landing/events/a.jsonl", TEXT)));
    return files;
  }

  private static void putMembers(Map<String, List<Stored>> files) {
    files.put("gzip members, concatenated", zipped(Stream.of(joined(ZIPPED, ZIPPED, ZIPPED))));
    files.put(
        "gzip members, concatenated, the second cut", zipped(Stream.of(joined(ZIPPED, cut(500)))));
    files.put(
        "gzip members, concatenated, the second cut within its header",
        zipped(Stream.of(1, 9).map(length -> joined(ZIPPED, cut(length)))));
  }

  private static void putEncodings(Map<String, List<Stored>> files) {
    files.put("UTF-16 with a byte-order mark", wide("\uFEFF", "UTF-16BE", "UTF-16LE"));
    files.put("UTF-16 without a byte-order mark", wide("", "UTF-16BE", "UTF-16LE"));
    files.put("UTF-32", wide("", "UTF-32BE", "UTF-32LE"));
    files.put(
        "gzip of UTF-16", zipped(Stream.of(gzip(lines().getBytes(StandardCharsets.UTF_16LE)))));
  }

  private static List<Stored> zipped(Stream<byte[]> variants) {
    return variants.map(bytes -> new Stored(GZIP, bytes)).toList();
  }

  private static List<Stored> wide(String mark, String... charsets) {
    return Arrays.stream(charsets)
        .map(charset -> new Stored(PLAIN, (mark + lines()).getBytes(Charset.forName(charset))))
        .toList();
  }

  private static byte[] cut(int length) {
    return Arrays.copyOf(ZIPPED, length);
  }

  private static byte[] flipped(int position) {
    byte[] bytes = ZIPPED.clone();
    bytes[position] ^= 4;
    return bytes;
  }

  /** Lines that compress badly, so that there is something to cut. */
  private static String lines() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      String item = Long.toString(random.nextLong() >>> 1, 36);
      text.append(TestEvent.view("u" + item, item, "2026-01-05T10:00:00Z").line()).append('\n');
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

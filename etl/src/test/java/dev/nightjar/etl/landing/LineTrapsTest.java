package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.tables.RunAccounting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lands every line of the table in docs/data-quality.md, between two good ones. */
class LineTrapsTest {

  private static final String PAGE = "{\"type\":\"page\",\"userId\":\"u1\"}";
  static final Map<String, String> LINES = lines();

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void comesToWhatThePageSays(String name, String outcome, String line) {
    // One byte a character: a line is bytes first, and one of them is no UTF-8.
    byte[] landed = (PAGE + "\n" + line + "\n" + PAGE).getBytes(StandardCharsets.ISO_8859_1);
    List<Landing.Outcome> outcomes = Landing.read(Landing.FOLDER + "a.jsonl", landed);
    boolean taken = outcome.equals(RunAccounting.ACCEPTED);
    Landing.Outcome good = new Landing.Outcome(RunAccounting.ACCEPTED, "", 0);
    assertThat(outcomes)
        .containsExactly(
            new Landing.Outcome(Landing.FILE, "", 3),
            good,
            taken ? good : new Landing.Outcome(RunAccounting.QUARANTINED, outcome, 0),
            good);
  }

  @Test
  void pageNamesEachLine() {
    assertThat(QualityPage.outcomes("line")).containsOnlyKeys(LINES.keySet());
  }

  static Stream<Arguments> rows() {
    return QualityPage.outcomes("line").entrySet().stream()
        .filter(row -> LINES.containsKey(row.getKey()))
        .map(row -> Arguments.of(row.getKey(), row.getValue(), LINES.get(row.getKey())));
  }

  private static Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("as it should be", view().line());
    lines.put("text after the object", PAGE + " and more");
    lines.put("second object on the line", PAGE + PAGE);
    lines.put("key twice in the object", PAGE.replace("}", ",\"userId\":\"u2\"}"));
    lines.put("key twice in a nested object", PAGE.replace("}", ",\"traits\":{\"a\":1,\"a\":2}}"));
    lines.put("array of objects", "[" + PAGE + "]");
    lines.put("scalar", "17");
    lines.put("empty object", "{}");
    lines.put("blank", " \t");
    lines.put("cut off", PAGE.substring(0, PAGE.length() - 4));
    lines.put("not JSON", "2026-01-05,u1,view");
    putFields(lines);
    putIds(lines);
    lines.put("NUL byte in the line", PAGE.replace("page", "pa\0ge"));
    lines.put("30 MB long", PAGE.replace("u1", "x".repeat(30 << 20)));
    lines.put(
        "nested 2,000 deep",
        PAGE.replace("}", ",\"traits\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
    lines.put("not UTF-8", PAGE.replace("u1", "u\u00C3(1"));
    lines.put("byte-order mark within the file", "\u00EF\u00BB\u00BF" + PAGE);
    lines.put("ends in a carriage return", PAGE + "\r");
    return lines;
  }

  private static void putFields(Map<String, String> lines) {
    lines.put("number for an id", PAGE.replace("\"u1\"", "17"));
    lines.put("object for an id", PAGE.replace("\"u1\"", "{\"id\":\"u1\"}"));
    lines.put("number for an item id", view().at("/properties/item_id", "17").line());
    lines.put("text for a number", view().at("/properties/value", "\"9.5\"").line());
    lines.put(
        "number that no double holds",
        view().at("/properties/value", "12345").line().replace("12345", "1e999"));
    lines.put("epoch number for a time", PAGE.replace("}", ",\"timestamp\":1767607200000}"));
    lines.put("time without an offset", at("2026-01-05T10:00:00"));
    lines.put("30th of February", at("2026-02-30T10:00:00Z"));
    lines.put("year 0000", at("0000-01-05T10:00:00Z"));
    lines.put("year 9999", at("9999-12-31T23:59:59Z"));
    lines.put("time key in another case", at("2026-01-05T10:00:00Z").replace("time", "Time"));
  }

  private static void putIds(Map<String, String> lines) {
    lines.put("id key in another case", PAGE.replace("userId", "userid"));
    lines.put("unknown key beside its known one", PAGE.replace("}", ",\"UserID\":\"u2\"}"));
    lines.put("NUL escaped in an id", PAGE.replace("u1", "u\\u00001"));
    lines.put("id is null", PAGE.replace("\"u1\"", "null"));
    lines.put("id is the text null", PAGE.replace("u1", "null"));
    lines.put("id is anonymous", PAGE.replace("u1", "Anonymous"));
    lines.put("id is all zeros", PAGE.replace("u1", "00000000-0000-0000-0000-000000000000"));
    lines.put("id of 10,000 characters", PAGE.replace("u1", "x".repeat(10_000)));
  }

  private static TestEvent view() {
    return TestEvent.view("u1", "i1", "2026-01-05T10:00:00Z");
  }

  private static String at(String timestamp) {
    return PAGE.replace("}", ",\"timestamp\":\"" + timestamp + "\"}");
  }
}

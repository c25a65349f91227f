package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nightjar.contract.EventNames;
import dev.nightjar.contract.GoldenFiles;
import dev.nightjar.etl.TestEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickEventParserTest {

  private static final LandedFile FILE = new LandedFile("a.jsonl", Landing.DAY, 1, "");
  private static final int DRAWN = 100_000;

  @Test
  void makesTheSameRowAsTheCarefulReadingOrNone() {
    MadeUpJson lines = new MadeUpJson(1);
    int quick = 0;
    for (int i = 0; i < DRAWN; i++) {
      quick += isSameIfQuick(lines.line()) ? 1 : 0;
    }
    assertThat(quick).isGreaterThan(DRAWN / 10);
  }

  @ParameterizedTest
  @MethodSource("traps")
  void makesTheSameRowOfTraps(String line) {
    isSameIfQuick(line);
  }

  static Stream<String> traps() {
    return LineTrapsTest.LINES.values().stream().filter(line -> line.length() < 100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"page\",\"userId\":\"user-1\",\"messageId\":\"m\"}",
        " { \"type\" : \"page\" ,\t\"anonymousId\" : \"a\" , \"userId\" : null, \"messageId\":\"m\""
            + " } \r",
        "{\"type\":\"track\",\"event\":\"Item Viewed\",\"userId\":\"user-1\",\"messageId\":\"m\","
            + "\"properties\":{\"products\":[{\"product_id\":\"p\",\"price\":2.5,\"quantity\":3,\"name\":\"P\"}]}}",
        "{\"type\":\"identify\",\"userId\":\"user-1\",\"messageId\":\"m\","
            + "\"traits\":{\"email\":\"somebody@mail.example\",\"age\":30,\"score\":1.50,\"vip\":false}}",
        "{\"type\":\"track\",\"event\":\"Coupon Opened\",\"userId\":\"user-1\",\"messageId\":\"m\","
            + "\"context\":{\"locale\":\"fr-FR\",\"screen\":{\"width\":1},\"location\":{\"latitude\":-4.5},"
            + "\"library\":{\"name\":\"node\",\"version\":\"1\"},\"page\":{\"path\":\"/a?b\"}}}",
        "{\"type\":\"page\",\"userId\":\"user-1\",\"messageId\":\"m\",\"context\":{\"locale\":\"pt_BR\",\"os\":{\"name\":\"Mac"
            + " OS X 14.2\"},\"userAgent\":\"Mozilla/5.0 (X11; Linux) Firefox/121.0\","
            + "\"page\":{\"referrer\":\"https://www.Search.example:80/find?q=a\"}}}"
      })
  void makesRowsOfUsualLines(String line) {
    assertThat(isSameIfQuick(line)).isTrue();
  }

  @Test
  void makesRowsOfUsualViews() {
    String line = TestEvent.view("user-1", "item-1", "2026-01-05T10:00:00Z").line();
    assertThat(isSameIfQuick(line)).isTrue();
  }

  @Test
  void makesRowsOfWhatTheServerLandsOfItsAnswers() {
    assertThat(GoldenFiles.readText("event.jsonl").lines())
        .filteredOn(line -> line.contains(EventNames.RECOMMENDATIONS_SERVED))
        .hasSize(1)
        .allMatch(QuickEventParserTest::isSameIfQuick);
  }

  private static boolean isSameIfQuick(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    LineParser.Parsed quick = Landing.PARSER.parseQuickly(bytes, FILE, 7);
    if (quick == null) {
      return false;
    }
    try {
      LineParser.Parsed careful = Landing.PARSER.parse(StrictJson.object(bytes), FILE, 7);
      assertThat(quick.note()).isEqualTo(careful.note());
      assertThat(Landing.row(Landing.PARSER.schema(), quick.row()))
          .as(line)
          .isEqualTo(Landing.row(Landing.PARSER.schema(), careful.row()));
    } catch (Refusal refusal) {
      fail("refused by the careful reading: " + refusal.rule() + " " + line);
    }
    return true;
  }
}

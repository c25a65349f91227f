package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.http.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIntakeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void givesEveryEventWhatItsBatchSaysForAll() throws IOException {
    Intake taken =
        batch(
            """
            {"sentAt":"2026-03-01T12:00:00Z","integrations":{"All":false},
             "context":{"locale":"de-AT","device":{"type":"mobile","model":"x"},"ip":"10.1.2.3"},
             "batch":[{"type":"page","userId":"u"},
                      {"type":"page","userId":"u","context":{"locale":"fr-FR","device":{"type":"tv"}}},
                      {"type":"page","userId":"u","context":null}]}
            """);

    JsonNode plain = taken.accepted().get(0);
    assertThat(plain.at("/context/locale").asText()).isEqualTo("de-AT");
    assertThat(plain.at("/context/ip").asText()).isEqualTo("10.1.2.0");
    assertThat(plain.at("/integrations/All").asBoolean(true)).isFalse();
    JsonNode own = taken.accepted().get(1);
    assertThat(own.at("/context/locale").asText()).isEqualTo("fr-FR");
    assertThat(own.at("/context/device/type").asText()).isEqualTo("tv");
    assertThat(own.at("/context/device/model").asText()).isEqualTo("x");
    assertThat(taken.accepted().get(2).at("/context/locale").asText()).isEqualTo("de-AT");
  }

  @ParameterizedTest
  @CsvSource({
    // The sender's clock is an hour ahead; then it is right; then it sends later what happened
    // then.
    "2026-03-01T12:59:00Z, 2026-03-01T13:00:00Z, 2026-03-01T11:59:00Z",
    "2026-03-01T11:00:00Z, 2026-03-01T12:00:00Z, 2026-03-01T11:00:00Z",
    "2026-02-28T12:00:00Z, 2026-03-01T12:00:00Z, 2026-02-28T12:00:00Z",
    // In the future even so, or without a clock to correct by.
    "2026-03-01T12:00:10Z, 2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:10Z, , 2026-03-01T12:00:00Z",
    "2026-03-01T11:00:10Z, nonsense, 2026-03-01T11:00:10Z",
    // Beyond what a time of day can be corrected to.
    "0001-01-01T00:00:00Z, 9999-12-31T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T00:00:00Z, 0001-01-01T00:00:00Z, 2026-03-01T12:00:00Z",
  })
  void putsTimesRightByTheClockOfTheSender(String told, String sentAt, String expected)
      throws IOException {
    String sent = sentAt == null ? "" : "\"sentAt\":\"" + sentAt + "\",";
    JsonNode event =
        single("{" + sent + "\"userId\":\"u\",\"timestamp\":\"" + told + "\"}").accepted().get(0);

    assertThat(event.path("timestamp").asText()).isEqualTo(expected);
    assertThat(event.path("originalTimestamp").asText(expected)).isEqualTo(told);
    assertThat(event.path("receivedAt").asText()).isEqualTo(NOW.toString());
  }

  @Test
  void aBodyOfMoreNamesAndValuesThanMemoryCanHoldIsTooLarge() throws IOException {
    String nest = "[".repeat(400) + "]".repeat(400) + ",";

    assertThat(EventJson.read(utf8("[" + nest.repeat(1_200) + "0]"))).hasSize(1_201);
    assertThat(refusal("[" + nest.repeat(1_300) + "0]")).isEqualTo(413);
    assertThat(refusal("{}{}")).isEqualTo(400);
    assertThat(refusal(" ")).isEqualTo(400);
  }

  private static int refusal(String body) {
    return catchThrowableOfType(ProblemException.class, () -> EventJson.read(utf8(body)))
        .problem()
        .status();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void hashesTheCanonicalEventWhereThereIsNoMessageId() throws IOException {
    String first =
        id("{'userId':'u','timestamp':'2026-03-01T10:00:00Z','properties':{'a':1,'b':2}}");

    assertThat(first).matches("[0-9a-f]{64}");
    assertThat(
            id(
                "{'properties':{'b':2,'a':1},'sentAt':'2026-03-01T11:00:00Z','messageId':' ',"
                    + "'timestamp':'2026-03-01T10:00:00Z','userId':'u'}"))
        .isEqualTo(first);
    assertThat(id("{'userId':'u','timestamp':'2026-03-01T10:00:00Z','properties':{'a':1,'b':3}}"))
        .isNotEqualTo(first);
  }

  @Test
  void takesTwoEqualEventsWithoutATimeForTwo() throws IOException {
    Intake taken =
        batch(
            "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"},{\"type\":\"page\",\"userId\":\"u\"}]}");

    assertThat(taken.lines()).extracting(EventLine::key).doesNotHaveDuplicates();
  }

  @Test
  void anEventThatNestsTooDeepCostsOnlyItself() throws IOException {
    String deep = "[".repeat(64) + "]".repeat(64);
    Intake taken =
        batch(
            "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"x\":"
                + deep
                + "},{\"type\":\"page\",\"userId\":\"v\",\"x\":"
                + deep.substring(1, 127)
                + "}]}");

    assertThat(taken.accepted()).hasSize(1);
    assertThat(taken.rejected()).extracting(Rejection::code).containsExactly("too_deep");
    JsonNode landed = landed(taken).get(0);
    assertThat(landed.at("/_refused/code").asText()).isEqualTo("too_deep");
    assertThat(landed.has("x")).isFalse();
  }

  @Test
  void landsRefusedEventsMarked() throws IOException {
    Intake taken = batch("{\"batch\":[{\"type\":\"trick\",\"userId\":\"u\",\"messageId\":\"m\"}]}");

    assertThat(taken.rejected())
        .containsExactly(
            new Rejection(
                0,
                "m",
                "unknown_type",
                "type must be track, page, screen, identify, group or alias"));
    JsonNode landed = landed(taken).get(0);
    assertThat(landed.path("userId").asText()).isEqualTo("u");
    assertThat(landed.path("receivedAt").asText()).isEqualTo(NOW.toString());
    assertThat(landed.at("/_refused/code").asText()).isEqualTo("unknown_type");
  }

  @ParameterizedTest
  @CsvSource({"\\ud800", "\\udc00x", "a\\ud800\\ud800\\udc00", "\\u0000"})
  void textThatIsNoUnicodeIsWrittenAsItCame(String text) throws IOException {
    Intake taken = single("{\"userId\":\"u\",\"properties\":{\"x\":\"" + text + "\"}}");

    assertThat(landed(taken).get(0).at("/properties/x"))
        .isEqualTo(json("{\"x\":\"" + text + "\"}").path("x"));
  }

  @Test
  void aSenderCannotMarkAnEventItself() throws IOException {
    assertThat(
            single("{\"userId\":\"u\",\"_refused\":{\"code\":\"x\"}}")
                .accepted()
                .get(0)
                .has("_refused"))
        .isFalse();
  }

  @Test
  void keepsTheMemoryBoundedWhateverABatchSaysForAll() throws IOException {
    String event = "{\"type\":\"page\",\"userId\":\"u\"}";
    String events = event + ("," + event).repeat(499);
    String large = "{\"context\":{\"x\":\"%s\"},\"batch\":[" + events + "]}";

    Intake refused = batch(large.formatted("x".repeat(40_000)));
    assertThat(refused.rejected()).hasSize(500).allMatch(r -> r.code().equals("too_large"));
    assertThatThrownBy(() -> batch(large.formatted("x".repeat(30_000))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("smaller batches");
  }

  private static String id(String event) throws IOException {
    return single(event.replace('\'', '"')).accepted().get(0).path("messageId").asText();
  }

  private static List<JsonNode> landed(Intake taken) throws IOException {
    List<JsonNode> landed = new ArrayList<>();
    for (EventLine line : taken.lines()) {
      landed.add(EventJson.read(line.text()));
    }
    return landed;
  }

  private static Intake single(String body) throws IOException {
    return EventIntake.single(json(body), "page", NOW);
  }

  private static Intake batch(String body) throws IOException {
    JsonNode read = json(body);
    return EventIntake.batch(read, SharedFields.of(read), NOW);
  }

  private static JsonNode json(String text) throws IOException {
    return EventJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}

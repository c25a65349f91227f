package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamDoorTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EARLIER = Instant.parse("2026-03-01T11:00:00Z");

  @Test
  void whatACollectorTookOrRefusedPassesByteForByte() throws IOException {
    String body =
        "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\",\"context\":{\"ip\":\"203.0.113.9\"},"
            + "\"properties\":{\"x\":1.5e300,\"y\":\"\\u00e9\\n\"}},"
            + "{\"type\":\"page\",\"messageId\":\"m\"},7]}";
    JsonNode read = EventJson.read(bytes(body));
    Intake taken = EventIntake.batch(read, SharedFields.of(read), EARLIER);
    assertThat(taken.lines()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      byte[] line = taken.lines().get(i).text();
      StreamDoor.Admitted admitted =
          StreamDoor.admit(new StreamRecord(line, NOW, "elsewhere"), NOW.plusSeconds(9));
      assertThat(admitted.text()).isEqualTo(line);
      assertThat(admitted.accepted()).isEqualTo(i == 0);
    }
  }

  @Test
  void whatOthersWroteIsStampedAsIfPostedWhenItCame() throws IOException {
    JsonNode landed =
        admit(
            "{\"type\":\"page\",\"userId\":7,\"_refused\":1,\"context\":{\"ip\":\"203.0.113.9\"}}");
    assertThat(landed.path("receivedAt").asText()).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(landed.path("timestamp").asText()).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(landed.path("userId").textValue()).isEqualTo("7");
    assertThat(landed.at("/context/ip").asText()).isEqualTo("203.0.113.0");
    assertThat(landed.has("_refused")).isFalse();
  }

  @Test
  void aRecordIsTheSameEventWheneverItIsReadAndNoOther() {
    byte[] event = bytes("{\"type\":\"page\",\"userId\":\"u\"}");
    String first = id(new StreamRecord(event, null, "t-0@1"), NOW);
    assertThat(id(new StreamRecord(event, null, "t-0@1"), NOW.plusSeconds(99))).isEqualTo(first);
    assertThat(id(new StreamRecord(event, null, "t-0@2"), NOW)).isNotEqualTo(first);
  }

  @Test
  void timesOfTomorrowAreNotBelieved() throws IOException {
    JsonNode landed =
        admit(
            "{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"m\","
                + "\"timestamp\":\"2026-03-03T00:00:00Z\",\"receivedAt\":\"2026-03-03T00:00:00Z\"}");
    assertThat(landed.path("receivedAt").asText()).isEqualTo("2026-03-01T11:00:00Z");
    assertThat(landed.path("timestamp").asText()).isEqualTo("2026-03-01T11:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"page\",|not_json",
        "''|not_json",
        "{\"type\":\"page\"} {}|not_json",
        "[]|not_an_object",
        "{}|missing_type",
        "{\"type\":\"page\",\"userId\":\"null\"}|missing_id",
        "{\"type\":\"track\",\"userId\":\"u\"}|missing_event"
      })
  void whatBreaksARuleLandsMarked(String sent, String code) throws IOException {
    assertThat(admit(sent).at("/_refused/code").asText()).isEqualTo(code);
  }

  @Test
  void ofWhatIsMuchTooLargeTheSizeLands() throws IOException {
    JsonNode landed = admit("x".repeat(CollectorSettings.INFLATED_BYTES + 1));
    assertThat(landed.at("/_refused/code").asText()).isEqualTo("too_large");
    assertThat(landed.at("/_refused/bytes").asInt()).isEqualTo(5_000_001);
  }

  private static JsonNode admit(String sent) throws IOException {
    StreamDoor.Admitted admitted =
        StreamDoor.admit(new StreamRecord(bytes(sent), EARLIER, "t-0@1"), NOW);
    JsonNode landed = EventJson.read(admitted.text());
    assertThat(admitted.accepted()).isEqualTo(!landed.has("_refused"));
    assertThat(new String(admitted.text(), StandardCharsets.UTF_8)).endsWith("}\n").hasLineCount(1);
    return landed;
  }

  private static String id(StreamRecord record, Instant now) {
    return StreamDoor.sort(record, now).accepted().get(0).path("messageId").asText();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

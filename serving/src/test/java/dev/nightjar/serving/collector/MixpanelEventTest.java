package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixpanelEventTest {

  @Test
  void translatesWhatMixpanelNamesOtherwise() throws IOException {
    JsonNode event =
        translate(
            """
            {"event":"Item Viewed","properties":{"token":"t","distinct_id":"u","$insert_id":"i",
             "time":1772366400,"Item ID":7,"price":2.5,"ip":"10.0.0.1","mp_lib":"node",
             "$lib_version":"0.24.0","$os":"Android","$current_url":"https://shop.example/a",
             "consent":{"categoryPreferences":{"personalization":true}}}}
            """);

    assertThat(event)
        .isEqualTo(
            EventJson.read(
                """
                {"type":"track","event":"Item Viewed","userId":"u",
                 "messageId":"2b4ddc2ae786553dbb5d0a78b84283685f7e707e9e2301c8d7c2c1cc0108570f",
                 "timestamp":"2026-03-01T12:00:00Z",
                 "properties":{"price":2.5,"$os":"Android","$current_url":"https://shop.example/a",
                  "item_id":"7"},
                 "context":{"os":{"name":"Android"},"page":{"url":"https://shop.example/a"},
                  "library":{"name":"node","version":"0.24.0"},"ip":"10.0.0.1",
                  "consent":{"categoryPreferences":{"personalization":true}}}}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "{'distinct_id':'u'}, u,",
    "{'distinct_id':17}, 17,",
    "{'distinct_id':'$device:d'}, , d",
    "'{''distinct_id'':''d'',''$device_id'':''d''}', , d",
    "'{''distinct_id'':''u'',''$device_id'':''d'',''$user_id'':''u''}', u, d",
  })
  void tellsPersonsFromDevices(String properties, String user, String device) throws IOException {
    JsonNode event =
        translate("{\"event\":\"E\",\"properties\":" + properties.replace('\'', '"') + "}");

    assertThat(event.path("userId").textValue()).isEqualTo(user);
    assertThat(event.path("anonymousId").textValue()).isEqualTo(device);
  }

  @ParameterizedTest
  @CsvSource({
    "1772366400, 2026-03-01T12:00:00Z",
    "1772366400.5, 2026-03-01T12:00:00.500Z",
    "1772366400123, 2026-03-01T12:00:00.123Z",
    "'\"noon\"', noon",
  })
  void readsSecondsAndMilliseconds(String time, String expected) throws IOException {
    JsonNode event = translate("{\"event\":\"E\",\"properties\":{\"time\":" + time + "}}");
    assertThat(event.path("timestamp").asText()).isEqualTo(expected);
  }

  private static JsonNode translate(String event) throws IOException {
    return MixpanelEvent.translate(EventJson.read(event.getBytes(StandardCharsets.UTF_8)));
  }
}

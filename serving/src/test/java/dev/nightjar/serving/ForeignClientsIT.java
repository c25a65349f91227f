package dev.nightjar.serving;

import static dev.nightjar.serving.RecommendationsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.settings.LakeSettings;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of other makers ask for before, and insist on after, they send events. */
class ForeignClientsIT {
  @TempDir Path folder;
  private ServerFixture server;

  @BeforeEach
  void start() throws Exception {
    server = ServerFixture.withKey(folder, "https://shop.example");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBrowserLearnsWhereToSend() {
    HttpResponse<String> response =
        server.get("/v1/projects/secret/settings", "Origin", "https://shop.example");

    JsonNode segment = ServerFixture.json(response).at("/integrations/Segment.io");
    assertThat(segment.path("apiKey").asText()).isEqualTo("secret");
    assertThat(segment.path("apiHost").asText()).isEqualTo("127.0.0.1:" + server.port() + "/v1");
    assertThat(segment.path("protocol").asText()).isEqualTo("http");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://shop.example");
  }

  @Test
  void answersMixpanelsClientsAsTheyInsist() throws Exception {
    String event =
        "{\"event\":\"E\",\"properties\":{\"token\":\"secret\",\"distinct_id\":\"u\",\"a\":\"??>>~~\"}}";
    String base64 = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));
    assertThat(base64).contains("+").contains("/");
    String bad = "{\"properties\":{\"token\":\"secret\"}}";

    assertThat(server.get("/track?data=" + base64.replace("+", "%2B")).body()).isEqualTo("1");
    assertThat(server.post("/track", "ip=0&data=" + base64).body()).isEqualTo("1");
    assertThat(
            server.post("/import?api_key=secret&verbose=1", "[" + event + "," + bad + "]").body())
        .isEqualTo("{\"status\":1,\"error\":\"1 refused, the first is 1: missing_id\"}");
    assertThat(server.post("/track", bad).body()).isEqualTo("0");
    assertProblem(server.post("/track", event.replace("secret", "wrong")), 401);
    assertProblem(server.post("/track", "data=%zz"), 400);
    assertProblem(server.get("/track?data=%00"), 400);
    server.close();
    assertThat(Landing.events(LakeSettings.directory(folder.resolve("lake"))))
        .filteredOn(landed -> !landed.has("_refused"))
        .hasSize(3)
        .allMatch(landed -> landed.at("/properties/a").asText().equals("??>>~~"));
  }
}

package dev.nightjar.serving;

import static dev.nightjar.serving.RecommendationsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request for recommendations must not say, and what it is told then. */
class RefusedRequestsIT {
  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 10, 100);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n=0|n",
        "n=501|n",
        "n=x|n",
        "usr_id=3|usr_id",
        "user_id=|user_id",
        "include_seen=perhaps|include_seen",
        "include=titles|include",
        "diversity=1.5|diversity",
        "diversity=much|diversity",
        "calibration=-1|calibration",
        "freshness=|freshness",
        "max_per_category=1.5|max_per_category",
        "daypart=teatime|context.daypart",
        "weekday=8|context.weekday",
        "cursor=abc|cursor",
        "filter=|filter",
        "filter=price%3D|filter",
        "exclude=|exclude",
        "explain=maybe|explain"
      })
  void refusesBadQueries(String query, String field) {
    HttpResponse<String> response = server.get("/recommendations?" + query);
    assertProblem(response, 400);
    assertThat(ServerFixture.json(response).at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void suggestsTheParameterThatWasMeant() {
    assertThat(server.get("/recommendations?usr_id=3").body()).contains("did you mean user_id?");
    assertThat(server.get("/popular?categry=books").body()).contains("did you mean category?");
  }

  @Test
  void namesEveryWrongFieldAtOnce() {
    JsonNode problem = ServerFixture.json(server.get("/recommendations?n=0&usr_id=3&explain=7"));

    assertThat(problem.path("errors").findValuesAsText("field"))
        .containsExactly("n", "usr_id", "explain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{} {}",
        "\"text\"",
        "{\"n\":\"ten\"}",
        "{\"n\":1.5}",
        "{\"user_id\":7}",
        "{\"include_seen\":\"yes\"}",
        "{\"session_events\":{}}",
        "{\"session_events\":[{\"type\":\"view\"}]}",
        "{\"session_events\":[{\"item_id\":\"a\",\"type\":\"stare\"}]}",
        "{\"session_events\":[{\"item_id\":\"a\",\"timestamp\":\"noon\"}]}",
        "{\"filter\":\"prize < 3\"}",
        "{\"filter\":\"\"}",
        "{\"filter\":[\"price < 3\"]}",
        "{\"boost\":[{\"item_id\":\"a\"}]}",
        "{\"pin\":\"a\"}",
        "{\"consent\":{\"personalization\":\"no\"}}",
        "{\"context\":\"phone\"}",
        "{\"usr\":1}"
      })
  void refusesBadBodies(String body) {
    assertProblem(server.post("/recommendations", body), 400);
  }

  @Test
  void refusesDeeplyNestedBodies() {
    String deep = "{\"context\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertProblem(server.post("/recommendations", deep), 400);
  }

  @Test
  void refusesBadRankRequests() {
    assertProblem(server.post("/rank", "{\"user_id\":\"a\"}"), 400);
    assertProblem(server.post("/rank", "{\"items\":[]}"), 400);
    assertProblem(server.post("/rank", "{\"items\":[\"a\"],\"n\":3}"), 400);
  }

  @Test
  void refusesOversizedBodiesAndHeads() {
    // Only the head: a client still sending a body may lose the answer to the closed connection.
    assertThat(server.answerToHead("POST /recommendations HTTP/1.1\r\nContent-Length: 1000001"))
        .startsWith("HTTP/1.1 413 ")
        .contains("application/problem+json")
        .contains("urn:nightjar:problem:");
    // Whoever keeps connections must not send the next request over one that ends.
    assertThat(
            server.answerToHead("GET /recommendations?user_id=" + "x".repeat(20_000) + " HTTP/1.1"))
        .startsWith("HTTP/1.1 414 ")
        .contains("application/problem+json")
        .contains("Connection: close");
  }

  @Test
  void answersProblemsForUnknownRoutesAndMethods() {
    assertProblem(server.get("/no/such/route"), 404);
    assertProblem(server.send("DELETE", "/recommendations", "X-Any", "1"), 405);
  }
}

package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages by cursor, and many users at once. */
class PagingIT {
  private static final String PERSON = "/recommendations?user_id=user-3&n=20";

  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 50, 200);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void leafsThroughAllThereIsWithoutARepeat() {
    List<String> first = items(server.ask(PERSON));
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      JsonNode page = server.ask(PERSON + "&cursor=" + cursor);
      JsonNode again = server.ask(PERSON + "&cursor=" + cursor);
      assertThat(items(again)).as("a page is stable").isEqualTo(items(page));
      assertThat(items(page)).noneMatch(seen::contains);
      if (pages == 0) {
        assertThat(items(page)).isEqualTo(first);
      }
      seen.addAll(items(page));
      cursor = page.at("/meta/next_cursor").textValue();
      pages++;
    }
    Set<String> all = new HashSet<>(items(server.ask("/recommendations?user_id=user-3&n=500")));
    assertThat(seen).hasSizeGreaterThan(100).isEqualTo(all);
  }

  @Test
  void nobodyIsToldOfPagesWhoDoesNotLeaf() {
    assertThat(server.ask(PERSON).path("meta").has("next_cursor")).isFalse();
  }

  @Test
  void aPageOfAnotherSnapshotIsGone() throws Exception {
    Path other = folder.resolve("other");
    ServerFixture.publish(other, "20260106-1", 50, 200);
    try (ServerFixture newer = ServerFixture.start(other, true, Map.of()).awaitReady()) {
      String cursor = server.ask(PERSON + "&cursor=").at("/meta/next_cursor").asText();
      HttpResponse<String> gone = newer.get(PERSON + "&cursor=" + cursor);
      RecommendationsIT.assertProblem(gone, 410);
      assertThat(ServerFixture.json(gone).path("type").asText()).endsWith("cursor-expired");
    }
  }

  @Test
  void whatIsNoCursorIsRefused() {
    String cursor = server.ask(PERSON + "&cursor=").at("/meta/next_cursor").asText();
    for (String wrong : List.of("abc", "!!", cursor.substring(0, 5), "Ag" + cursor, "AQAAAAD_")) {
      HttpResponse<String> response =
          server.post("/recommendations", "{\"cursor\":\"" + wrong + "\"}");
      RecommendationsIT.assertProblem(response, 400);
      assertThat(ServerFixture.json(response).at("/errors/0/field").asText()).isEqualTo("cursor");
    }
  }

  @Test
  void aBatchAnswersEachUserAsIfAloneInTheirOrder() {
    String body =
        "{\"user_ids\":[\"user-3\",\"nobody\",\"user-7\"],\"n\":5,\"filter\":\"price < 40\"}";

    JsonNode batch = ServerFixture.json(server.post("/recommendations/batch", body));

    assertThat(batch.path("answers").findValuesAsText("user_id"))
        .containsExactly("user-3", "nobody", "user-7");
    for (JsonNode answer : batch.path("answers")) {
      JsonNode alone =
          server.ask(
              "/recommendations?n=5&filter=price%20%3C%2040&user_id="
                  + answer.path("user_id").asText());
      assertThat(answer.path("items")).isEqualTo(alone.path("items")).hasSize(5);
      assertThat(answer.at("/meta/mode")).isEqualTo(alone.at("/meta/mode"));
    }
    assertThat(batch.at("/meta/snapshot").asText()).isEqualTo("20260105-1");
  }

  @Test
  void aBatchKnowsItsBoundsAndWhatBelongsToOneUser() {
    HttpResponse<String> wrong =
        server.post("/recommendations/batch", "{\"user_id\":\"a\",\"user_ids\":[\"\"]}");
    RecommendationsIT.assertProblem(wrong, 400);
    assertThat(ServerFixture.json(wrong).path("errors").findValuesAsText("field"))
        .containsExactly("user_id", "user_ids");
    String many = "\"u\",".repeat(501);
    RecommendationsIT.assertProblem(
        server.post(
            "/recommendations/batch",
            "{\"user_ids\":[" + many.substring(0, many.length() - 1) + "]}"),
        400);
  }

  private static List<String> items(JsonNode answer) {
    return answer.path("items").findValuesAsText("item_id");
  }
}

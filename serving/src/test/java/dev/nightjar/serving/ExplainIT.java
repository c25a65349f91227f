package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainIT {
  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 50, 1_000);
    server = ServerFixture.start(folder, true, Map.of()).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void saysAtWhichPlaceAnItemStandsAndWhy() {
    String beside = "&item_id=item-00003";
    List<String> items = items("/recommendations?user_id=user-3&n=5" + beside);

    JsonNode why = server.ask("/users/user-3/explain/" + items.get(2) + "?n=5" + beside);

    assertThat(why.path("stage").asText()).isEqualTo("answered");
    assertThat(why.path("rank").asInt()).isEqualTo(3);
    assertThat(why.path("reason")).isNotEmpty();
    JsonNode shorter = server.ask("/users/user-3/explain/" + items.get(2) + "?n=2" + beside);
    assertThat(shorter.path("stage").asText()).isEqualTo("ranked_lower");
    assertThat(shorter.path("place").asInt()).isEqualTo(3);
    assertThat(shorter.path("score").asDouble())
        .isLessThanOrEqualTo(shorter.path("last_score").asDouble());
  }

  @Test
  void saysWhatEachValueOfTheContextAdds() {
    String path = "/recommendations?user_id=user-3&n=20";
    assertThat(items(path + "&os=android")).isNotEqualTo(items(path + "&os=ios"));
    assertThat(items(path + "&os=haiku")).isEqualTo(items(path));
    JsonNode ios = server.ask(path + "&explain=true&os=iOS%2017");

    int said = 0;
    for (JsonNode item : ios.path("items")) {
      JsonNode adds = item.at("/context/os=ios");
      if (!adds.isMissingNode()) {
        assertThat(adds.asDouble()).isCloseTo(item.at("/reason/context").asDouble(), within(1e-6));
        said++;
      }
    }
    assertThat(said).isPositive();
    JsonNode unknown = server.ask(path + "&explain=true&os=haiku");
    assertThat(unknown.at("/items/0").has("reason")).isTrue();
    assertThat(unknown.at("/items/0").has("context")).isFalse();
  }

  @Test
  void saysWhatKeepsAnItemOut() {
    String item = items("/recommendations?user_id=user-3").get(0);
    String path = "/users/user-3/explain/" + item;

    assertThat(keptOutBy(path + "?exclude=" + item)).isEqualTo("excluded");
    assertThat(keptOutBy(path + "?item_id=" + item)).isEqualTo("on_screen");
    assertThat(keptOutBy(path + "?filter=price%20%3C%200")).isEqualTo("filter");
    assertThat(keptOutBy(path + "?category=none")).isEqualTo("category");
    assertThat(server.ask("/users/nobody/explain/" + item).path("stage").asText())
        .isIn("answered", "not_proposed", "ranked_lower");
    RecommendationsIT.assertProblem(server.get("/users/user-3/explain/no-such-item"), 404);
    RecommendationsIT.assertProblem(server.get(path + "?user_id=user-4"), 400);
  }

  @Test
  void withoutAnEventTheScoreIsLowerByWhatItAdds() {
    ObjectNode body = ServerFixture.JSON.createObjectNode();
    body.put("user_id", "user-9").put("explain", true).put("include_seen", true).put("n", 30);
    ArrayNode events = body.putArray("session_events");
    for (String item : List.of("item-00006", "item-00021", "item-00044")) {
      events.addObject().put("item_id", item).put("type", "view");
    }
    JsonNode with = ask(body);
    events.remove(1);
    body.put("n", 500);
    JsonNode without = ask(body);

    int compared = 0;
    for (JsonNode item : with.path("items")) {
      for (JsonNode because : item.path("because")) {
        if (because.path("item_id").asText().equals("item-00021")) {
          JsonNode same = find(without, item.path("item_id").asText());
          if (same != null && same.has("reason") && !same.path("reason").isEmpty()) {
            double lost = item.path("score").asDouble() - same.path("score").asDouble();
            assertThat(because.path("adds").asDouble()).isCloseTo(lost, within(2e-5));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static String keptOutBy(String path) {
    JsonNode why = server.ask(path);
    assertThat(why.path("stage").asText()).isEqualTo("kept_out");
    return why.path("kept_out_by").asText();
  }

  private static JsonNode ask(ObjectNode body) {
    return ServerFixture.json(server.post("/recommendations", body.toString()));
  }

  private static JsonNode find(JsonNode answer, String itemId) {
    for (JsonNode item : answer.path("items")) {
      if (item.path("item_id").asText().equals(itemId)) {
        return item;
      }
    }
    return null;
  }

  private static List<String> items(String path) {
    return server.ask(path).path("items").findValuesAsText("item_id");
  }
}

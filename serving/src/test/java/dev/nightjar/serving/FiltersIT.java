package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersIT {
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
  void everyItemOfAnAnswerMeetsTheFilter() {
    JsonNode answer =
        ask(
            "category in (\"books\", 'music') and price < 40",
            Map.of("user_id", "user-3", "n", 40));

    assertThat(answer.path("items")).hasSize(40);
    for (JsonNode item : answer.path("items")) {
      assertThat(item.at("/metadata/price").asDouble()).isLessThan(40);
      assertThat(item.at("/metadata/categories/0").asText()).isIn("books", "music");
    }
    assertThat(answer.at("/meta/mode").asText()).isEqualTo("personal");
    assertThat(answer.at("/meta/filter/missing").asInt()).isZero();
  }

  @Test
  void theSameByQueryAsByBody() {
    String filter = "price < 40 and not tag = \"new\"";

    JsonNode byBody = ask(filter, Map.of("user_id", "user-3"));
    JsonNode byQuery =
        server.ask("/recommendations?user_id=user-3&include=metadata&filter=" + encoded(filter));

    assertThat(byQuery.path("items")).isEqualTo(byBody.path("items")).hasSize(20);
  }

  @Test
  void anAnswerGoesDeeperBeforeItGivesFewer() {
    // Of a thousand items twelve have the price, and candidates and lists hold some of them.
    JsonNode answer = ask("price = 14.5", Map.of("user_id", "user-3", "include_seen", true));

    assertThat(answer.path("items")).hasSize(12);
    assertThat(answer.at("/meta/filter/deeper").asInt()).isBetween(1, 11);
    assertThat(answer.at("/meta/filter/missing").asInt()).isEqualTo(8);
    answer
        .path("items")
        .forEach(item -> assertThat(item.at("/metadata/price").asDouble()).isEqualTo(14.5));
  }

  @Test
  void anAnswerIsEmptyWhereNothingMatches() {
    JsonNode answer = ask("price > 1000", Map.of("n", 7));

    assertThat(answer.path("items")).isEmpty();
    assertThat(answer.at("/meta/filter/missing").asInt()).isEqualTo(7);
    assertThat(answer.at("/meta/filter/unknown_fields")).isEmpty();
  }

  @Test
  void anAnswerNamesFieldsThatNoItemHas() {
    JsonNode answer = ask("properties.colour = \"red\" or price = 14.5", Map.of());

    assertThat(answer.path("items")).hasSize(12);
    assertThat(answer.at("/meta/filter/unknown_fields/0").asText()).isEqualTo("properties.colour");
  }

  @Test
  void withoutAFilterNothingIsSaidOfOne() {
    assertThat(server.ask("/recommendations").path("meta").has("filter")).isFalse();
  }

  @Test
  void narrowsBesideEverythingElse() {
    JsonNode answer =
        ask(
            "properties.color = \"red\"",
            Map.of(
                "user_id",
                "user-9",
                "category",
                List.of("books", "films"),
                "exclude",
                List.of("item-00000"),
                "include_seen",
                true,
                "diversity",
                0.3,
                "explain",
                true,
                "session_events",
                List.of(Map.of("item_id", "item-00006"))));

    assertThat(answer.path("items")).hasSize(20);
    for (JsonNode item : answer.path("items")) {
      int number = Integer.parseInt(item.path("item_id").asText().substring("item-".length()));
      assertThat(number % 6).isZero();
      assertThat(item.at("/metadata/categories/0").asText()).isIn("books", "films");
      assertThat(item.path("item_id").asText()).isNotEqualTo("item-00000");
      assertThat(item.has("reason")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"/popular?n=500", "/trending?n=500", "/items/item-00003/similar?n=50"})
  void listsTakeAFilter(String path) {
    String filter = "price <= 50.5 and properties.color is known";
    JsonNode answer = server.ask(path + "&include=metadata&filter=" + encoded(filter));

    assertThat(answer.path("items")).isNotEmpty();
    answer
        .path("items")
        .forEach(item -> assertThat(item.at("/metadata/price").asDouble()).isBetween(5.5, 50.5));
    assertThat(answer.at("/meta/filter/missing").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price <| column 8: expected a number, found the end",
        "prise < 20| column 1: there is no field prise; did you mean price?",
        "price < \"20\"| column 9: price is compared with a number, not with a text",
      })
  void saysWhereAFilterIsWrong(String filter, String detail) {
    HttpResponse<String> response = server.get("/recommendations?n=0&filter=" + encoded(filter));

    RecommendationsIT.assertProblem(response, 400);
    JsonNode errors = ServerFixture.json(response).path("errors");
    assertThat(errors.findValuesAsText("field")).containsExactly("n", "filter");
    assertThat(errors.at("/1/detail").asText()).isEqualTo(detail);
  }

  /** A snapshot that an older release built is served, and says what it cannot answer. */
  @Test
  void anOlderSnapshotFiltersByCategoryAlone() throws Exception {
    Path older = folder.resolve("older");
    ServerFixture.publish(older, "20260104-1", 10, 100);
    Path manifest = older.resolve("lake/snapshots/20260104-1/manifest.json");
    ObjectNode json = (ObjectNode) ServerFixture.JSON.readTree(Files.readString(manifest));
    var files = json.withArray("files").elements();
    while (files.hasNext()) {
      if (files.next().path("name").asText().equals("attributes.bin")) {
        files.remove();
      }
    }
    Files.writeString(manifest, json.toString());

    try (ServerFixture old = ServerFixture.start(older, true, Map.of()).awaitReady()) {
      String books = "/recommendations?filter=" + encoded("category = \"books\"");
      assertThat(old.ask(books).path("items")).hasSize(20);
      HttpResponse<String> refused = old.get("/popular?filter=" + encoded("price < 20"));
      RecommendationsIT.assertProblem(refused, 400);
      assertThat(ServerFixture.json(refused).at("/errors/0/detail").asText())
          .contains("asks for price, but the snapshot 20260104-1");
    }
  }

  /** Nothing is known of the shipped items, so none is given in the place of those that match. */
  @Test
  void shippedItemsStandInForNothingThatWasFilteredFor() throws Exception {
    Files.createDirectories(folder.resolve("empty/lake"));
    Map<String, String> sets = Map.of("serving.bundled_items", "[item-1]");

    try (ServerFixture empty = ServerFixture.start(folder.resolve("empty"), true, sets)) {
      assertThat(empty.ask("/recommendations").path("items")).hasSize(1);
      RecommendationsIT.assertProblem(
          empty.get("/recommendations?filter=" + encoded("price < 20")), 503);
    }
  }

  private static JsonNode ask(String filter, Map<String, Object> more) {
    ObjectNode body = ServerFixture.JSON.valueToTree(more);
    body.put("filter", filter).putArray("include").add("metadata");
    HttpResponse<String> response = server.post("/recommendations", body.toString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return ServerFixture.json(response);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

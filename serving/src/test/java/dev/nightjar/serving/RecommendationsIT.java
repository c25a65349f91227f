package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.settings.LakeSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationsIT {
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
  void answersAKnownUserPersonally() {
    JsonNode answer = server.ask("/recommendations?user_id=user-3");

    assertThat(answer.path("items")).hasSize(20);
    assertThat(answer.at("/items/0/rank").asInt()).isEqualTo(1);
    assertThat(answer.at("/items/0/item_id").asText()).startsWith("item-");
    assertThat(answer.at("/items/0/score").asDouble()).isPositive();
    assertThat(answer.at("/meta/mode").asText()).isEqualTo("personal");
    assertThat(answer.at("/meta/snapshot").asText()).isEqualTo("20260105-1");
    assertThat(answer.at("/meta/model_version").asText()).isEqualTo("model-20260105-1");
    assertThat(answer.at("/meta/degraded").isArray()).isTrue();
    assertThat(answer.at("/meta/segment").isInt()).isTrue();
    assertThat(answer.at("/meta/took_ms").isNumber()).isTrue();
    assertThat(answer.path("recommendation_id").asText()).hasSize(32);
  }

  /** The snapshot is of before the rotation: who is in it is known by the older pseudonym. */
  @Test
  void knowsPeopleByTheKeyBeforeWhileARotationLasts() throws Exception {
    JsonNode before = server.ask("/recommendations?user_id=user-3");
    Map<String, String> second =
        Map.of("privacy.secret", "another " + ServerFixture.SECRET, "privacy.key_version", "2");
    Map<String, String> rotating = new HashMap<>(second);
    rotating.put("privacy.previous_secret", ServerFixture.SECRET);

    try (ServerFixture during = beside("rotating", rotating).awaitReady()) {
      JsonNode answer = during.ask("/recommendations?user_id=user-3");
      assertThat(answer.at("/meta/mode").asText()).isEqualTo("personal");
      assertThat(answer.path("items")).isEqualTo(before.path("items"));
      assertThat(during.ask("/users/user-3/segment").path("segment"))
          .isEqualTo(server.ask("/users/user-3/segment").path("segment"));
      assertThat(during.ask("/recommendations?user_id=nobody").at("/meta/mode").asText())
          .isEqualTo("popular");
    }
    try (ServerFixture after = beside("rotated", second).awaitReady()) {
      assertThat(after.ask("/recommendations?user_id=user-3").at("/meta/mode").asText())
          .isEqualTo("popular");
      assertThat(after.ask("/users/user-3/segment").path("segment").isNull()).isTrue();
    }
  }

  /** Another server over the same lake. */
  private static ServerFixture beside(String home, Map<String, String> sets) throws Exception {
    return ServerFixture.start(
        LakeSettings.directory(folder.resolve("lake")), folder.resolve(home), true, sets);
  }

  @Test
  void answersSomebodyUnknown() {
    JsonNode answer = server.ask("/recommendations?user_id=nobody-knows-me&n=7");

    assertThat(answer.path("items")).hasSize(7);
    assertThat(answer.at("/meta/mode").asText()).isEqualTo("popular");
    assertThat(answer.at("/meta").has("segment")).isFalse();
  }

  @Test
  void answersTheSameByBodyAsByQuery() {
    JsonNode byQuery = server.ask("/recommendations?user_id=user-4&n=10&exclude=item-00001");
    HttpResponse<String> byBody =
        server.post(
            "/recommendations", "{\"user_id\":\"user-4\",\"n\":10,\"exclude\":[\"item-00001\"]}");

    assertThat(byBody.statusCode()).isEqualTo(200);
    assertThat(ServerFixture.json(byBody).path("items")).isEqualTo(byQuery.path("items"));
  }

  @Test
  void diversityKeepsTheBestItemAndGivesOtherPlacesToOthers() {
    JsonNode plain = server.ask("/recommendations?user_id=user-4&n=10").path("items");
    JsonNode diverse =
        server.ask("/recommendations?user_id=user-4&n=10&diversity=0.8").path("items");
    String body = "{\"user_id\":\"user-4\",\"n\":10,\"diversity\":0.8}";

    assertThat(diverse.size()).isEqualTo(10);
    assertThat(diverse.at("/0/item_id")).isEqualTo(plain.at("/0/item_id"));
    assertThat(diverse.findValuesAsText("item_id"))
        .doesNotHaveDuplicates()
        .isNotEqualTo(plain.findValuesAsText("item_id"));
    assertThat(ServerFixture.json(server.post("/recommendations", body)).path("items"))
        .isEqualTo(diverse);
  }

  @Test
  void aLimitForACategoryHoldsAsLongAsThereAreOthers() {
    String body = "{\"user_id\":\"user-4\",\"n\":6,\"max_per_category\":2}";
    JsonNode limited =
        server.ask("/recommendations?user_id=user-4&n=6&max_per_category=2&include=metadata");
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode item : limited.path("items")) {
      JsonNode categories = item.at("/metadata/categories");
      counts.merge(categories.path(categories.size() - 1).asText(), 1, Integer::sum);
    }
    assertThat(counts.values()).allMatch(count -> count <= 2);
    assertThat(limited.path("items").size()).isEqualTo(6);
    assertThat(
            ServerFixture.json(server.post("/recommendations", body))
                .path("items")
                .findValuesAsText("item_id"))
        .isEqualTo(limited.path("items").findValuesAsText("item_id"));
  }

  @Test
  void acceptsTheEmptyFormsOfFieldsNotSupportedYet() {
    String body =
        "{\"user_id\":\"user-4\",\"scenario\":\"home\",\"context\":{\"device\":\"phone\"},"
            + "\"filter\":null,\"boost\":[],\"pin\":[],\"exclude\":[],\"diversity\":null,\"consent\":{}}";

    assertThat(server.post("/recommendations", body).statusCode()).isEqualTo(200);
  }

  @Test
  void carriesMetadataAndReasonsWhenAsked() {
    JsonNode answer =
        server.ask("/recommendations?user_id=user-5&include=metadata&explain=true&n=5");

    JsonNode first = answer.at("/items/0");
    assertThat(first.at("/metadata/title").asText()).startsWith("A fine thing");
    assertThat(first.path("reason").size()).isPositive();
    assertThat(first.path("reason").has(first.path("source").asText())).isTrue();
  }

  @Test
  void answersWithinCategoriesAndWithoutExcludedItems() {
    JsonNode answer =
        server.ask(
            "/recommendations?user_id=user-6&category=books&category=music&include=metadata&n=50");
    List<String> ids = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      assertThat(item.at("/metadata/categories/0").asText()).isIn("books", "music");
      ids.add(item.path("item_id").asText());
    }
    assertThat(ids).hasSize(50).doesNotHaveDuplicates();

    JsonNode without =
        server.ask("/recommendations?user_id=user-6&category=books&exclude=" + ids.get(0));
    without
        .path("items")
        .forEach(item -> assertThat(item.path("item_id").asText()).isNotEqualTo(ids.get(0)));
  }

  @Test
  void sessionEventsChangeTheAnswer() {
    String plain = "{\"user_id\":\"user-7\"}";
    String inSession =
        "{\"user_id\":\"user-7\",\"session_events\":[{\"item_id\":\"item-00042\",\"type\":\"view\"}]}";

    JsonNode before = ServerFixture.json(server.post("/recommendations", plain));
    JsonNode after = ServerFixture.json(server.post("/recommendations", inSession));
    JsonNode again = ServerFixture.json(server.post("/recommendations", inSession));

    assertThat(after.path("items")).isNotEqualTo(before.path("items"));
    assertThat(after.path("items")).isEqualTo(again.path("items"));
    assertThat(after.path("items").findValuesAsText("source")).contains("session");
  }

  @Test
  void readsNothingPersonalWithoutConsent() {
    String refused =
        "{\"user_id\":\"user-7\",\"consent\":{\"personalization\":false},"
            + "\"session_events\":[{\"item_id\":\"item-00042\"}]}";

    JsonNode answer = ServerFixture.json(server.post("/recommendations", refused));
    JsonNode nobody = server.ask("/recommendations");

    assertThat(answer.at("/meta/mode").asText()).isEqualTo("popular");
    assertThat(answer.path("items")).isEqualTo(nobody.path("items"));
  }

  @Test
  void idsThatStandForNobodyAreNobody() {
    assertThat(server.ask("/recommendations?user_id=null").path("items"))
        .isEqualTo(server.ask("/recommendations").path("items"));
  }

  @Test
  void everyAnswerCarriesTagAndSnapshot() {
    for (String path :
        List.of(
            "/recommendations?user_id=user-8",
            "/popular",
            "/trending?n=3",
            "/items/item-00003/similar",
            "/users/user-8/segment")) {
      HttpResponse<String> response = server.get(path);
      assertThat(response.headers().firstValue("ETag")).as(path).isPresent();
      assertThat(response.headers().firstValue("Nightjar-Snapshot")).hasValue("20260105-1");
    }
  }

  @Test
  void answersNotModifiedToAKnownTag() {
    String path = "/recommendations?user_id=user-8";
    String tag = server.get(path).headers().firstValue("ETag").orElseThrow();

    assertThat(server.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(server.get(path + "&n=3", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void listsPopularAndTrendingItems() {
    JsonNode popular = server.ask("/popular?n=5&category=films&include=metadata");
    assertThat(popular.path("items")).hasSize(5);
    popular
        .path("items")
        .forEach(item -> assertThat(item.at("/metadata/categories/0").asText()).isEqualTo("films"));
    assertThat(server.ask("/trending").at("/items/0/source").asText()).isEqualTo("recent");
  }

  @Test
  void findsSimilarItems() {
    JsonNode answer = server.ask("/items/item-00010/similar?n=5");

    assertThat(answer.path("items")).hasSize(5);
    assertThat(answer.path("items").findValuesAsText("item_id")).doesNotContain("item-00010");
    assertThat(server.get("/items/no-such-item/similar").statusCode()).isEqualTo(404);
  }

  @Test
  void namesTheSegmentOfAUser() {
    JsonNode known = server.ask("/users/user-1/segment");
    assertThat(known.path("segment").isInt()).isTrue();
    assertThat(known.path("name").asText()).isIn("readers", "watchers", "gardeners", "cooks");
    assertThat(server.ask("/users/unknown/segment").path("segment").isNull()).isTrue();
  }

  @Test
  void ranksGivenItemsByTheBlend() {
    JsonNode best = server.ask("/recommendations?user_id=user-9&n=3&include_seen=true");
    String good = best.at("/items/0/item_id").asText();
    String body = "{\"user_id\":\"user-9\",\"items\":[\"not-in-the-snapshot\",\"" + good + "\"]}";

    JsonNode answer = ServerFixture.json(server.post("/rank", body));

    assertThat(answer.at("/items/0/item_id").asText()).isEqualTo(good);
    assertThat(answer.at("/items/0/score").asDouble())
        .isEqualTo(best.at("/items/0/score").asDouble());
    assertThat(answer.at("/items/1/item_id").asText()).isEqualTo("not-in-the-snapshot");
    assertThat(answer.at("/items/1/source").isNull()).isTrue();
  }

  @Test
  void ranksItemsThatAreNewToThePersonAsAnAnswerOfNewItems() {
    List<String> best =
        server.ask("/recommendations?user_id=user-9&n=3").path("items").findValuesAsText("item_id");
    String body =
        "{\"user_id\":\"user-9\",\"items\":[\"%s\",\"%s\",\"%s\"],\"context\":{\"device\":{\"type\":\"tv\"}}}"
            .formatted(best.get(2), best.get(0), best.get(1));
    assertThat(
            ServerFixture.json(server.post("/rank", body))
                .path("items")
                .findValuesAsText("item_id"))
        .isEqualTo(best);
  }

  @Test
  void givesEveryAnswerItsOwnId() {
    var ids = new HashSet<String>();
    for (int i = 0; i < 20; i++) {
      ids.add(server.ask("/recommendations").path("recommendation_id").asText());
    }
    assertThat(ids).hasSize(20);
  }

  static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = ServerFixture.json(response);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).startsWith("urn:nightjar:problem:");
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("errors").isArray()).isTrue();
  }
}

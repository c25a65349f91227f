package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What end users are told, over HTTP; every item of the sample has a title. */
class SentencesIT {
  @TempDir static Path folder;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 20, 200);
    server = ServerFixture.start(folder, true, Map.of("serving.bundled_items", "[a]")).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatWasBoughtInTheSessionIsNamedByItsTitleInTheReadersLanguage() {
    assertThat(said(session("purchase", "fr-CA", "")))
        .contains("Parce que vous avez acheté A fine thing for the music No. 9");
    assertThat(said(session("view", "xx", "")))
        .contains("Because you viewed A fine thing for the music No. 9");
    assertThat(said(session("dismiss", "en", ""))).noneMatch(text -> text.endsWith("No. 9"));
  }

  @Test
  void withoutConsentNothingPersonalIsTold() {
    Set<String> told = said(session("purchase", "en", ",\"consent\":{\"personalization\":false}"));
    assertThat(told)
        .isNotEmpty()
        .allMatch(text -> Set.of("Popular right now", "A lasting favourite").contains(text));
  }

  @Test
  void thePersonsOwnPastIsNamedAndNobodyElsesId() {
    JsonNode answer = server.ask("/recommendations?user_id=user-1&include=sentence&n=50");
    assertThat(said(answer))
        .anyMatch(text -> text.startsWith("Because you are interested in A fine thing for the "))
        .noneMatch(text -> text.contains("item-") || text.contains("user-"));
    Set<String> own = named(answer);
    Set<String> others = named(server.ask("/recommendations?user_id=user-2&include=sentence&n=50"));
    assertThat(own).isNotEqualTo(others);
  }

  @Test
  void listsAndSimilarItemsAreToldOfToo() {
    assertThat(said(server.ask("/popular?include=sentence&locale=de")))
        .containsExactly("Seit Langem beliebt");
    assertThat(said(server.ask("/items/item-00003/similar?include=sentence&locale=es")))
        .containsExactly("Combina con A fine thing for the kitchen No. 3");
    String batch =
        "{\"user_ids\":[\"user-1\",\"nobody\"],\"include\":[\"sentence\"],\"locale\":\"de\"}";
    JsonNode answers = ServerFixture.json(server.post("/recommendations/batch", batch));
    assertThat(said(answers.at("/answers/1"))).allMatch(text -> text.endsWith("beliebt"));
    assertThat(said(answers.at("/answers/0"))).isNotEmpty();
  }

  @Test
  void whoeverDoesNotAskIsToldNothingAndATagFollowsTheSentence() {
    assertThat(server.ask("/recommendations?user_id=user-1").findValues("sentence")).isEmpty();
    HttpResponse<String> german =
        server.get("/recommendations?user_id=user-1&include=sentence&locale=de");
    String tag = german.headers().firstValue("ETag").orElseThrow();
    String english = "/recommendations?user_id=user-1&include=sentence&locale=en";
    assertThat(server.get(english, "If-None-Match", tag).statusCode()).isEqualTo(200);
    assertThat(server.get("/recommendations?include=sentences").body())
        .contains("knows only metadata and sentence");
  }

  private static JsonNode session(String interaction, String locale, String more) {
    String body =
        "{\"user_id\":\"user-1\",\"n\":50,\"include\":[\"sentence\"],\"locale\":\""
            + locale
            + "\",\"session_events\":[{\"item_id\":\"item-00009\",\"type\":\""
            + interaction
            + "\"}]"
            + more
            + "}";
    return ServerFixture.json(server.post("/recommendations", body));
  }

  private static Set<String> named(JsonNode answer) {
    Set<String> named = said(answer);
    named.removeIf(text -> !text.startsWith("Because"));
    return named;
  }

  private static Set<String> said(JsonNode answer) {
    List<String> said = new ArrayList<>();
    answer.path("items").forEach(item -> said.add(item.path("sentence").asText()));
    return new HashSet<>(said);
  }
}

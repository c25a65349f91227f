package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesIT {
  private static final String PERSON = "/recommendations?user_id=user-3&n=10";

  @TempDir static Path folder;
  private static Path file;
  private static ServerFixture server;

  @BeforeAll
  static void start() throws Exception {
    file = folder.resolve("rules.conf");
    Files.writeString(file, "rules {}");
    ServerFixture.publish(folder, "20260105-1", 50, 1_000);
    Map<String, String> sets =
        Map.of("serving.rules_file", file.toString(), "serving.rules_poll", "100 ms");
    server = ServerFixture.start(folder, true, sets).awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void noRules() throws Exception {
    rules();
  }

  @Test
  void aRunningServerFollowsItsFile() throws Exception {
    String last = items(PERSON).get(9);

    rules("first { pin = [\"" + last + "\"] }");

    JsonNode answer = server.ask(PERSON);
    assertThat(answer.at("/items/0/item_id").asText()).isEqualTo(last);
    assertThat(answer.at("/items/0/source").asText()).isEqualTo("rule");
    assertThat(answer.at("/items/0/rule").asText()).isEqualTo("first");
    assertThat(answer.at("/items/1").has("rule")).isFalse();
    rules();
    assertThat(items(PERSON).get(9)).isEqualTo(last);
  }

  @Test
  void aWrongFileChangesNothingAndIsTold() throws Exception {
    rules("books { block = true, items = \"category = 'books'\" }");

    Files.writeString(file, "rules { books { blok = true } }");

    ServerFixture.await(
        () ->
            server
                .ask("/health/ready")
                .path("rules_failure")
                .asText()
                .contains("rule books: blok is not known; did you mean block?"));
    assertThat(server.get("/metrics").body())
        .contains("nightjar_rules 1\n", "nightjar_rules_refused 1\n");
    assertThat(server.ask(PERSON + "&include=metadata").findValuesAsText("categories"))
        .doesNotContain("books");
  }

  @Test
  void whatIsBlockedIsInNoList() throws Exception {
    String first = items("/popular?n=5").get(0);
    String item = items("/items/item-00003/similar?n=5").get(0);

    rules(
        "a { block = true, items = \"item_id in ('" + first + "', '" + item + "')\" }",
        "b { block = true, items = \"item_id is known\", scenarios = [mail] }");

    assertThat(items("/popular?n=500")).isNotEmpty().doesNotContain(first);
    assertThat(items("/trending?n=500")).isNotEmpty().doesNotContain(first);
    assertThat(items("/items/item-00003/similar?n=50")).isNotEmpty().doesNotContain(item);
    assertThat(items("/recommendations?scenario=mail")).isEmpty();
  }

  @Test
  void rulesHoldFromAMomentToAnother() throws Exception {
    String last = items(PERSON).get(9);
    Instant soon = Instant.now().plusMillis(1_500);

    rules("first { pin = [\"" + last + "\"], until = \"" + soon + "\" }");

    assertThat(items(PERSON).get(0)).isEqualTo(last);
    ServerFixture.await(() -> items(PERSON).get(9).equals(last));
    assertThat(Instant.now()).isAfter(soon);
  }

  @Test
  void aRequestBoostsAndPinsForItself() {
    List<String> plain = items(PERSON);
    String body =
        """
        {"user_id": "user-3", "n": 10, "explain": true, "pin": ["%s"],
         "boost": [{"filter": "item_id = '%s'", "by": 1000}]}
        """
            .formatted(plain.get(7), plain.get(8));

    JsonNode answer = ServerFixture.json(server.post("/recommendations", body));

    assertThat(answer.at("/items/0/item_id").asText()).isEqualTo(plain.get(7));
    assertThat(answer.at("/items/0/rule").asText()).isEqualTo("request");
    assertThat(answer.at("/items/1/item_id").asText()).isEqualTo(plain.get(8));
    assertThat(answer.at("/items/1/boosts/request").asDouble()).isEqualTo(1000);
    HttpResponse<String> wrong =
        server.post(
            "/recommendations", "{\"boost\":[{\"filter\":\"prise = 1\",\"by\":2},{\"by\":2}]}");
    RecommendationsIT.assertProblem(wrong, 400);
    assertThat(ServerFixture.json(wrong).path("errors").findValuesAsText("field"))
        .containsExactly("boost[0].filter", "boost[1]");
  }

  private static List<String> items(String path) {
    return server.ask(path).path("items").findValuesAsText("item_id");
  }

  /** Writes the rules and waits until as many are in force. */
  private static void rules(String... rules) throws Exception {
    Files.writeString(file, "rules {\n" + String.join("\n", rules) + "\n}");
    String expected = "nightjar_rules " + rules.length + "\n";
    ServerFixture.await(
        () -> {
          String metrics = server.get("/metrics").body();
          return metrics.contains(expected) && metrics.contains("nightjar_rules_refused 0\n");
        });
  }
}

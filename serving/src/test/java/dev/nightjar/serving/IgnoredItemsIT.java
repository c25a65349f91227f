package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.replay.ReplayCommand;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session was shown and did not touch sinks in its later answers, over HTTP. */
class IgnoredItemsIT {
  private static final String SCENARIOS =
      """
      scenarios {
        home { n = 5, ignored_after = 2 }
        mail { n = 5 }
      }
      """;
  private static final String HOME = "/recommendations?user_id=user-1&scenario=home";

  @TempDir Path folder;

  @BeforeEach
  void publish() throws Exception {
    ServerFixture.publish(folder, "20260105-1", 20, 200);
  }

  @Test
  void whatWasShownTwiceAndNotTouchedSinksAndIsExplained() throws Exception {
    try (ServerFixture server = start(Map.of())) {
      List<String> first = ask(server, HOME);
      assertThat(ask(server, HOME)).as("shown once").isEqualTo(first);

      JsonNode third = server.ask(HOME + "&n=200&explain=true");

      List<String> order = items(third);
      assertThat(order).containsAll(first);
      assertThat(order.subList(0, 5)).isNotEqualTo(first);
      assertThat(order.indexOf(first.get(4))).isGreaterThan(4);
      third
          .path("items")
          .forEach(
              item -> {
                boolean ignored = first.contains(item.path("item_id").asText());
                JsonNode factor = item.at("/boosts/ignored");
                assertThat(factor.isMissingNode()).isEqualTo(!ignored);
                assertThat(ignored ? factor.asDouble() : 0.7).isEqualTo(0.7);
              });
      JsonNode why = server.ask("/users/user-1/explain/" + first.get(4) + "?scenario=home");
      assertThat(why.at("/boosts/ignored").asDouble()).isCloseTo(0.49, within(1e-9));
    }
  }

  @Test
  void anEventOnAnItemMakesItNotIgnored() throws Exception {
    try (ServerFixture server = start(Map.of())) {
      String path = HOME + "&include_seen=true&n=200";
      List<String> first = ask(server, path);
      String touched = first.get(0);
      event(server, touched);
      ask(server, path);

      JsonNode third = server.ask(path + "&explain=true");

      for (JsonNode item : third.path("items")) {
        String id = item.path("item_id").asText();
        if (id.equals(touched)) {
          assertThat(item.at("/boosts/ignored").isMissingNode()).isTrue();
        } else if (id.equals(first.get(1))) {
          assertThat(item.at("/boosts/ignored").isMissingNode()).isFalse();
        }
      }
      assertThat(items(third)).contains(touched, first.get(1));
    }
  }

  @Test
  void withoutConsentShowingsAreNeitherReadNorWritten() throws Exception {
    try (ServerFixture server = start(Map.of())) {
      String refused =
          "{\"user_id\":\"user-1\",\"scenario\":\"home\",\"consent\":{\"personalization\":false}}";
      List<String> general = items(ServerFixture.json(server.post("/recommendations", refused)));
      for (int i = 0; i < 5; i++) {
        assertThat(items(ServerFixture.json(server.post("/recommendations", refused))))
            .isEqualTo(general);
      }
      List<String> first = ask(server, HOME);
      assertThat(ask(server, HOME)).as("nothing was noted").isEqualTo(first);
      ask(server, HOME);
      assertThat(items(ServerFixture.json(server.post("/recommendations", refused))))
          .as("nothing is read")
          .isEqualTo(general);
    }
    // Where silence is a refusal, a request that says nothing leaves no showing either.
    try (ServerFixture server = ServerFixture.start(folder, false, sets(Map.of())).awaitReady()) {
      List<String> first = ask(server, HOME);
      for (int i = 0; i < 5; i++) {
        assertThat(ask(server, HOME)).isEqualTo(first);
      }
      String granted =
          "{\"user_id\":\"user-1\",\"scenario\":\"home\",\"consent\":{\"personalization\":true}}";
      server.post("/recommendations", granted);
      server.post("/recommendations", granted, "If-None-Match", "W/\"another\"");
      assertThat(ask(server, HOME)).isNotEqualTo(first);
    }
  }

  @Test
  void onlySurfacesThatSayItAndFreshAnswersCount() throws Exception {
    try (ServerFixture server = start(Map.of())) {
      String mail = "/recommendations?user_id=user-2&scenario=mail";
      List<String> first = ask(server, mail);
      for (int i = 0; i < 4; i++) {
        assertThat(ask(server, mail)).isEqualTo(first);
      }
      String home = "/recommendations?user_id=user-2&scenario=home";
      HttpResponse<String> fresh = server.get(home);
      String tag = fresh.headers().firstValue("ETag").orElseThrow();
      for (int i = 0; i < 4; i++) {
        assertThat(server.get(home, "If-None-Match", tag).statusCode()).isEqualTo(304);
      }
      assertThat(ask(server, home)).isEqualTo(items(ServerFixture.json(fresh)));
      String begin = "/recommendations?user_id=user-3&scenario=home&cursor=";
      String next = server.ask(begin).at("/meta/next_cursor").asText();
      List<String> page = ask(server, begin + next);
      for (int i = 0; i < 4; i++) {
        assertThat(ask(server, begin + next)).as("the same cursor, the same page").isEqualTo(page);
      }
    }
  }

  @Test
  void recordedAnswersComeOutAgain() throws Exception {
    int answers = 6;
    try (ServerFixture server = start(Map.of("serving.record.share", "1"))) {
      for (int i = 0; i < answers; i++) {
        server.ask(HOME + "&explain=true");
      }
    }
    Path file = folder.resolve("home/recorded/requests-000001.jsonl");
    assertThat(Files.readString(file)).contains("\"sink\":{\"item-").doesNotContain("user-1\"");

    CommandRun run = CommandRun.of(folder, ReplayCommand.class, "replay", file.toString());
    assertThat(run.out())
        .startsWith(answers + " of " + answers + " answers equal, byte for byte\n");
  }

  private ServerFixture start(Map<String, String> more) throws Exception {
    return ServerFixture.start(folder, true, sets(more)).awaitReady();
  }

  private Map<String, String> sets(Map<String, String> more) throws Exception {
    Path scenarios = Files.writeString(folder.resolve("scenarios.conf"), SCENARIOS);
    Map<String, String> sets = new HashMap<>(more);
    sets.put("serving.scenarios_file", scenarios.toString());
    return sets;
  }

  private static void event(ServerFixture server, String item) {
    String event =
        "{\"writeKey\":\"any\",\"event\":\"Item Viewed\",\"userId\":\"user-1\","
            + "\"properties\":{\"item_id\":\""
            + item
            + "\"}}";
    assertThat(server.post("/v1/track", event).statusCode()).isEqualTo(200);
  }

  private static List<String> ask(ServerFixture server, String path) {
    return items(server.ask(path));
  }

  private static List<String> items(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("items").forEach(item -> ids.add(item.path("item_id").asText()));
    return ids;
  }
}

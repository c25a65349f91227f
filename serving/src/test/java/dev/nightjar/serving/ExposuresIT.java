package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are answered with lands as events, behind the answers of a real server. */
class ExposuresIT {
  private static final String ALLOWED = "{\"personalization\":true,\"analytics\":true}";

  @TempDir Path folder;

  @BeforeEach
  void publish() throws IOException {
    ServerFixture.publish(folder, "20260105-1", 20, 500);
  }

  @Test
  void landsWhatWasAnsweredOnceAndPutsItIntoNoSession() throws Exception {
    JsonNode answer;
    try (ServerFixture server = start(Map.of())) {
      answer =
          ServerFixture.json(
              server.post(
                  "/recommendations",
                  "{\"user_id\":\"user-1\",\"session_id\":\"visit-1\",\"item_id\":\"item-00007\",\"n\":3,"
                      + "\"scenario\":\"item_page\",\"context\":{\"device\":{\"type\":\"mobile\"},\"ip\":\"1.2.3.4\"},"
                      + "\"consent\":"
                      + ALLOWED
                      + "}"));
      awaitCounted(server, "written", 1);
      assertThat(server.get("/metrics").body()).contains("nightjar_sessions 0");
    }

    List<JsonNode> landed = Landing.events(lake());
    assertThat(landed).hasSize(1);
    JsonNode event = landed.get(0);
    assertThat(event.path("event").asText()).isEqualTo("Recommendations Served");
    assertThat(event.path("userId").asText()).isEqualTo("user-1");
    assertThat(event.has("receivedAt")).isTrue();
    assertThat(event.at("/context/device/type").asText()).isEqualTo("mobile");
    assertThat(event.at("/context/consent/categoryPreferences/analytics").asBoolean()).isTrue();
    assertThat(event.toString()).doesNotContain("1.2.3.4");
    JsonNode properties = event.path("properties");
    assertThat(properties.path("snapshot").asText()).isEqualTo("20260105-1");
    assertThat(properties.path("scenario").asText()).isEqualTo("item_page");
    assertThat(properties.path("screen_item_id").asText()).isEqualTo("item-00007");
    assertThat(properties.path("mode")).isEqualTo(answer.at("/meta/mode"));
    assertThat(properties.path("depends_on").asText()).isEqualTo("item");
    assertThat(properties.path("recommendation_id")).isEqualTo(answer.path("recommendation_id"));
    assertThat(places(properties.path("items"), "position", "recommendation_source"))
        .isEqualTo(places(answer.path("items"), "rank", "source"))
        .hasSize(3);
    assertThat(properties.path("items").findValues("propensity"))
        .hasSize(3)
        .allMatch(each -> each.doubleValue() > 0 && each.doubleValue() <= 1);
  }

  @Test
  void keepsNothingOfNobodyAndOfWhoDoesNotAllowIt() throws Exception {
    try (ServerFixture server = start(Map.of("serving.gpc_refuses_personalization", "true"))) {
      server.ask("/recommendations?user_id=user-1");
      ask(server, "user-1", "{}");
      ask(server, "user-1", "{\"personalization\":true}");
      ask(server, "user-1", "{\"analytics\":true}");
      ask(server, "user-1", "{\"analytics\":false,\"personalization\":true}");
      ask(server, "user-1", "{\"analytics\":true,\"personalization\":false}");
      ask(server, "user-1", ALLOWED, "Sec-GPC", "1");
      ask(server, "undefined", ALLOWED);
      awaitCounted(server, "skipped", 8);
      ask(server, "user-2", ALLOWED);
      awaitCounted(server, "written", 1);
    }
    List<JsonNode> landed = Landing.events(lake());
    assertThat(landed).extracting(event -> event.path("userId").asText()).containsExactly("user-2");
    JsonNode standing = landed.get(0).path("properties");
    assertThat(standing.has("depends_on")).isFalse();
    assertThat(standing.path("wanted").asInt()).isEqualTo(20);
    assertThat(standing.path("include_seen").asBoolean(true)).isFalse();
    assertThat(standing.path("settings").asText())
        .isEqualTo(RankingParams.defaults().digest())
        .hasSize(16);
  }

  @Test
  void isOffUnlessItIsTurnedOn() throws Exception {
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      ask(server, "user-1", ALLOWED);
      assertThat(server.get("/metrics").body())
          .contains("nightjar_exposures_total{outcome=\"written\"} 0");
    }
    assertThat(Landing.events(lake())).isEmpty();
  }

  @Test
  void anAnswerThatItsCallerHasAlreadyIsNoSecondExposure() throws Exception {
    try (ServerFixture server = start(Map.of("serving.consent_missing", "grant"))) {
      String tag = server.get("/recommendations?user_id=user-1").headers().firstValue("ETag").get();
      HttpResponse<String> again =
          server.get("/recommendations?user_id=user-1", "If-None-Match", tag);
      assertThat(again.statusCode()).isEqualTo(304);
      awaitCounted(server, "written", 1);
    }
    assertThat(Landing.events(lake())).hasSize(1);
  }

  @Test
  void everyAnswerComesAndEveryExposureIsWrittenOrCountedAsDropped() throws Exception {
    int clients = 8;
    int each = 50;
    long dropped;
    try (ServerFixture server = start(Map.of("serving.exposures.queue", "1"))) {
      ExecutorService pool = Executors.newFixedThreadPool(clients);
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    ask(server, "user-1", ALLOWED);
                  }
                }));
      }
      for (Future<?> client : running) {
        client.get();
      }
      pool.shutdown();
      ServerFixture.await(
          () -> counted(server, "written") + counted(server, "dropped") == clients * each);
      dropped = counted(server, "dropped");
    }
    assertThat(Landing.messageIds(lake()))
        .hasSize((int) (clients * each - dropped))
        .doesNotHaveDuplicates();
  }

  @Test
  void aDiskThatFailsCostsExposuresAndNoAnswer() throws Exception {
    try (ServerFixture server = start(Map.of())) {
      try (Stream<Path> files = Files.walk(folder.resolve("home/collector"))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      ask(server, "user-1", ALLOWED);
      awaitCounted(server, "failed", 1);
      ask(server, "user-1", ALLOWED);
      awaitCounted(server, "failed", 2);
      assertThat(counted(server, "written")).isZero();
    }
  }

  private ServerFixture start(Map<String, String> sets) throws IOException {
    Map<String, String> all = new HashMap<>(sets);
    all.put("serving.exposures.enabled", "true");
    return ServerFixture.start(folder, false, all).awaitReady();
  }

  private static void ask(ServerFixture server, String userId, String consent, String... headers) {
    HttpResponse<String> response =
        server.post(
            "/recommendations",
            "{\"user_id\":\"" + userId + "\",\"consent\":" + consent + "}",
            headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static List<String> places(JsonNode items, String place, String source) {
    List<String> places = new ArrayList<>();
    items.forEach(
        item -> places.add(item.path("item_id") + " " + item.path(place) + item.path(source)));
    return places;
  }

  private static void awaitCounted(ServerFixture server, String outcome, long wanted) {
    ServerFixture.await(() -> counted(server, outcome) == wanted);
  }

  private static long counted(ServerFixture server, String outcome) {
    String name = "nightjar_exposures_total{outcome=\"" + outcome + "\"} ";
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private LakeSettings lake() {
    return LakeSettings.directory(folder.resolve("lake"));
  }
}

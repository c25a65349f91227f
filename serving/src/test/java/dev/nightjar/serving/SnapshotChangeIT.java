package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one snapshot to another: tried before, refused when too small, and back again. */
class SnapshotChangeIT {
  @TempDir Path folder;

  @Test
  void aShadowIsAskedBesideTheLiveOneAndNobodySeesIt() throws Exception {
    ServerFixture.publish(folder, "s-2", 50, 450);
    ServerFixture.publish(folder, "s-1", 50, 500);
    Map<String, String> sets = Map.of("serving.snapshots.shadow_share", "1");
    try (ServerFixture server = ServerFixture.start(folder, true, sets).awaitReady()) {
      assertThat(server.ask("/health/ready").has("shadow")).isFalse();

      point("SHADOW", "s-2");
      ServerFixture.await(() -> server.ask("/health/ready").at("/shadow/compared").isInt());
      for (int user = 0; user < 30; user++) {
        assertThat(server.ask("/recommendations?user_id=user-" + user).at("/meta/snapshot"))
            .hasToString("\"s-1\"");
      }
      ServerFixture.await(() -> server.ask("/health/ready").at("/shadow/compared").asInt() == 30);
      JsonNode shadow = server.ask("/health/ready").path("shadow");
      assertThat(shadow.path("snapshot").asText()).isEqualTo("s-2");
      assertThat(shadow.path("failed").asInt()).isZero();
      assertThat(shadow.path("overlap").asDouble()).isBetween(0.001, 0.999);
      assertThat(shadow.path("live_ms").asDouble()).isPositive();
      assertThat(shadow.path("shadow_ms").asDouble()).isPositive();
      assertThat(server.get("/metrics").body())
          .contains("nightjar_shadow_info{snapshot=\"s-2\"} 1", "nightjar_shadow_answers_total 30");

      point("CURRENT", "s-2");
      ServerFixture.await(() -> live(server).equals("s-2"));
      ServerFixture.await(() -> !server.ask("/health/ready").has("shadow"));
    }
  }

  @Test
  void theSameSnapshotUnderAnotherNameAnswersTheSame() throws Exception {
    ServerFixture.publish(folder, "s-2", 50, 500);
    ServerFixture.publish(folder, "s-1", 50, 500);
    point("SHADOW", "s-2");
    Map<String, String> sets = Map.of("serving.snapshots.shadow_share", "1");
    try (ServerFixture server = ServerFixture.start(folder, true, sets).awaitReady()) {
      ServerFixture.await(() -> server.ask("/health/ready").at("/shadow/compared").isInt());
      for (int user = 0; user < 10; user++) {
        server.ask("/recommendations?user_id=user-" + user);
      }
      ServerFixture.await(() -> server.ask("/health/ready").at("/shadow/compared").asInt() == 10);
      assertThat(server.ask("/health/ready").at("/shadow/overlap").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void aShadowThatIsNotThereSaysSo() throws Exception {
    ServerFixture.publish(folder, "s-1", 50, 500);
    point("SHADOW", "s-9");
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      ServerFixture.await(() -> server.ask("/health/ready").has("shadow"));
      JsonNode shadow = server.ask("/health/ready").path("shadow");
      assertThat(shadow.path("snapshot").asText()).isEqualTo("s-9");
      assertThat(shadow.at("/reasons/0").asText()).contains("no manifest");
      assertThat(live(server)).isEqualTo("s-1");
    }
  }

  @Test
  void aSnapshotThatLostHalfOfItsWorldIsRefusedAlsoAfterARestart() throws Exception {
    ServerFixture.publish(folder, "s-1", 50, 500);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      ServerFixture.publish(folder, "s-2", 24, 500);
      ServerFixture.await(() -> server.ask("/health/ready").has("refused"));
      assertThat(server.ask("/health/ready").at("/refused/reasons/0").asText())
          .contains("24 users", "50 of s-1", "serving.snapshots.least_share");
      assertThat(live(server)).isEqualTo("s-1");
    }
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      assertThat(live(server)).isEqualTo("s-1");
      assertThat(server.ask("/health/ready").at("/refused/snapshot").asText()).isEqualTo("s-2");
    }
    Map<String, String> anySize = Map.of("serving.snapshots.least_share", "0");
    try (ServerFixture server = ServerFixture.start(folder, true, anySize).awaitReady()) {
      ServerFixture.await(() -> live(server).equals("s-2"));
    }
  }

  /** A roll back is the pointer written again: requests go on, and none mixes two snapshots. */
  @Test
  void rollsBackUnderLoadWithoutAFailedOrAMixedAnswer() throws Exception {
    ServerFixture.publish(folder, "s-1", 50, 500);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      List<String> first = answers(server);
      ServerFixture.publish(folder, "s-2", 50, 400);
      ServerFixture.await(() -> live(server).equals("s-2"));
      List<String> second = answers(server);
      assertThat(second).isNotEqualTo(first);
      Map<String, List<String>> right = Map.of("s-1", first, "s-2", second);

      AtomicBoolean done = new AtomicBoolean();
      Queue<String> wrong = new ConcurrentLinkedQueue<>();
      Set<String> seen = ConcurrentHashMap.newKeySet();
      ExecutorService clients = Executors.newFixedThreadPool(4);
      for (int client = 0; client < 4; client++) {
        clients.submit(() -> load(server, done, right, wrong, seen));
      }
      for (int turn = 0; turn < 6; turn++) {
        String to = turn % 2 == 0 ? "s-1" : "s-2";
        seen.clear();
        point("CURRENT", to);
        ServerFixture.await(() -> seen.contains(to));
      }
      done.set(true);
      clients.shutdown();
      assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      assertThat(wrong).isEmpty();
    }
  }

  private static List<String> answers(ServerFixture server) {
    return java.util.stream.IntStream.range(0, 50).mapToObj(u -> items(ask(server, u))).toList();
  }

  private static void load(
      ServerFixture server,
      AtomicBoolean done,
      Map<String, List<String>> right,
      Queue<String> wrong,
      Set<String> seen) {
    for (int user = 0; !done.get(); user = (user + 1) % 50) {
      try {
        JsonNode answer = ask(server, user);
        String snapshot = answer.at("/meta/snapshot").asText();
        seen.add(snapshot);
        if (!items(answer).equals(right.get(snapshot).get(user))) {
          wrong.add(answer.toString());
        }
      } catch (AssertionError e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static JsonNode ask(ServerFixture server, int user) {
    HttpResponse<String> response = server.get("/recommendations?user_id=user-" + user);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return ServerFixture.json(response);
  }

  private static String items(JsonNode answer) {
    return String.join(" ", answer.path("items").findValuesAsText("item_id"));
  }

  private static String live(ServerFixture server) {
    return server.ask("/health/ready").path("snapshot").asText();
  }

  private void point(String pointer, String id) throws IOException {
    Files.writeString(folder.resolve("lake/snapshots/" + pointer), id);
  }
}

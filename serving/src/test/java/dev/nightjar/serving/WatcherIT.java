package dev.nightjar.serving;

import static dev.nightjar.serving.RecommendationsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherIT {
  @TempDir Path folder;

  @Test
  void isNotReadyUntilASnapshotIsPublished() throws Exception {
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of())) {
      HttpResponse<String> early = server.get("/health/ready");
      assertProblem(early, 503);
      assertThat(early.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> answer = server.get("/recommendations?user_id=user-1");
      assertProblem(answer, 503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);

      ServerFixture.publish(folder, "20260105-1", 20, 300);
      server.awaitReady();

      assertThat(server.ask("/health/ready").path("snapshot").asText()).isEqualTo("20260105-1");
    }
  }

  @Test
  void answersBundledItemsWhileThereIsNoSnapshot() throws Exception {
    Map<String, String> sets = Map.of("serving.bundled_items", "[\"a\", \"b\", \"c\"]");
    try (ServerFixture server = ServerFixture.start(folder, true, sets)) {
      JsonNode answer = server.ask("/recommendations?n=2&exclude=a");

      assertThat(answer.path("items").findValuesAsText("item_id")).containsExactly("b", "c");
      assertThat(answer.at("/meta/mode").asText()).isEqualTo("bundled");
      assertThat(answer.at("/meta/degraded/0").asText()).isEqualTo("snapshot");
    }
  }

  @Test
  void swapsUnderLoadWithoutAFailedRequest() throws Exception {
    ServerFixture.publish(folder, "s-0", 50, 500);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      AtomicBoolean done = new AtomicBoolean();
      ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
      Set<String> seen = ConcurrentHashMap.newKeySet();
      ExecutorService clients = Executors.newFixedThreadPool(4);
      for (int client = 0; client < 4; client++) {
        clients.submit(() -> load(server, done, failures, seen));
      }
      for (int swap = 1; swap <= 4; swap++) {
        String id = "s-" + swap;
        ServerFixture.publish(folder, id, 50, 500);
        ServerFixture.await(() -> seen.contains(id));
      }
      done.set(true);
      clients.shutdown();
      assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

      assertThat(failures).isEmpty();
      ServerFixture.await(() -> localCopies().equals(List.of("s-3", "s-4")));
    }
  }

  @Test
  void refusesADamagedSnapshotAndKeepsTheOldOne() throws Exception {
    ServerFixture.publish(folder, "good", 50, 500);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      ServerFixture.publish(folder, "other", 40, 400);
      ServerFixture.await(() -> live(server).equals("other"));
      publishDamaged("bad");

      ServerFixture.await(() -> server.ask("/health/ready").has("refused"));
      JsonNode health = server.ask("/health/ready");
      assertThat(health.path("snapshot").asText()).isEqualTo("other");
      assertThat(health.at("/refused/snapshot").asText()).isEqualTo("bad");
      assertThat(health.at("/refused/reasons/0").asText()).contains("users-00000.sst");
      assertThat(server.ask("/recommendations?user_id=user-1").at("/meta/snapshot").asText())
          .isEqualTo("other");
      assertThat(server.get("/metrics").body()).contains("nightjar_snapshot_refused 1");

      rollBackTo("good");
      ServerFixture.await(() -> live(server).equals("good"));
      assertThat(server.ask("/health/ready").has("refused")).isFalse();
    }
  }

  @Test
  void refusesPointersThatLeaveTheFolder() throws Exception {
    ServerFixture.publish(folder, "good", 50, 500);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      rollBackTo("../../etc");

      ServerFixture.await(() -> server.ask("/health/ready").has("refused"));
      assertThat(live(server)).isEqualTo("good");
    }
  }

  @Test
  void servesWhatItServedLastWhenTheLakeIsAway() throws Exception {
    ServerFixture.publish(folder, "good", 50, 500);
    ServerFixture.start(folder, true, Map.of()).awaitReady().close();
    Path snapshots = folder.resolve("lake/snapshots");
    Files.move(snapshots, folder.resolve("lake/gone"));
    Files.writeString(snapshots, "a file where a folder belongs");

    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      assertThat(live(server)).isEqualTo("good");
      assertThat(server.ask("/health/ready").path("lake_failure").asText()).isNotEmpty();
    }
  }

  @Test
  void fetchesADamagedLocalCopyAgain() throws Exception {
    ServerFixture.publish(folder, "good", 50, 500);
    ServerFixture.start(folder, true, Map.of()).awaitReady().close();
    flipByte(folder.resolve("home/serving/good/users-00000.sst"));

    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      assertThat(live(server)).isEqualTo("good");
    }
  }

  private static Object load(
      ServerFixture server,
      AtomicBoolean done,
      ConcurrentLinkedQueue<String> failures,
      Set<String> seen) {
    for (int i = 0; !done.get(); i++) {
      HttpResponse<String> response = server.get("/recommendations?user_id=user-" + i % 50);
      JsonNode answer = ServerFixture.json(response);
      String snapshot = answer.at("/meta/snapshot").asText();
      if (response.statusCode() != 200
          || answer.path("items").size() != 20
          || !answer.at("/meta/model_version").asText().equals("model-" + snapshot)) {
        failures.add(response.statusCode() + " " + response.body());
      }
      seen.add(snapshot);
    }
    return done;
  }

  private static String live(ServerFixture server) {
    return server.ask("/health/ready").path("snapshot").asText();
  }

  private void publishDamaged(String id) throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    ServerFixture.publish(elsewhere, id, 50, 500);
    Path snapshot = folder.resolve("lake/snapshots/" + id);
    Files.move(elsewhere.resolve("lake/snapshots/" + id), snapshot);
    flipByte(snapshot.resolve("users-00000.sst"));
    rollBackTo(id);
  }

  private void rollBackTo(String id) throws IOException {
    Files.writeString(folder.resolve("lake/snapshots/CURRENT"), id);
  }

  private static void flipByte(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long place = bytes.length() / 2;
      bytes.seek(place);
      int old = bytes.read();
      bytes.seek(place);
      bytes.write(old ^ 1);
    }
  }

  private List<String> localCopies() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("home/serving"))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}

package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.signals.SignalServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ladder: while requests run without pause, each thing that an answer rests on is broken in
 * turn and mended. No request fails, each answer says what it lacks, a metric moves, and all is
 * well again afterwards.
 */
class DegradationIT {
  private static final int CLIENTS = 3;
  private static final String ANN = "/recommendations?user_id=user-1";
  private static final String NOBODY = "/recommendations?user_id=nobody-at-all";
  private static final String RULES =
      "rules { rainy { pin = [\"item-00020\"], at = 1, when { weather = rain } } }";

  @TempDir Path folder;
  private RedisProcess redis;
  private SignalServer provider;
  private ServerFixture server;
  private ExecutorService clients;
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() throws Exception {
    redis = RedisProcess.start(folder);
    provider = new SignalServer();
    provider.say(200, "{\"weather\":\"rain\"}");
    Path rules = Files.writeString(folder.resolve("rules.conf"), RULES);
    Map<String, String> sets = new HashMap<>();
    sets.put("serving.rules_file", rules.toString());
    sets.put("serving.bundled_items", "[\"shipped-1\", \"shipped-2\"]");
    sets.put("serving.sessions.redis.url", redis.url());
    sets.put("serving.sessions.redis.read_timeout", "1 s");
    sets.put("serving.sessions.redis.write_timeout", "10 s");
    sets.put("serving.snapshots.stale_after", "36500 days");
    sets.put("serving.signals.url", provider.url());
    sets.put("serving.signals.ttl", "100 ms");
    sets.put("serving.signals.budget", "1 s");
    server = ServerFixture.start(folder, true, sets);
    clients = Executors.newFixedThreadPool(CLIENTS);
  }

  @AfterEach
  void stop() throws Exception {
    done.set(true);
    clients.shutdown();
    clients.awaitTermination(60, TimeUnit.SECONDS);
    server.close();
    provider.close();
    redis.close();
  }

  @Test
  void everyRungHoldsWhileRequestsRun() throws Exception {
    for (int client = 0; client < CLIENTS; client++) {
      int number = client;
      clients.submit(() -> ask(number));
    }
    noSnapshotAtAll();
    noCandidatesOfTheirOwn();
    redisFrozen();
    providerGone();
    snapshotDamagedOrMissingAtTheNextPoll();
    done.set(true);
    clients.shutdown();
    assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(failures).isEmpty();
    assertThat(answers.get()).isGreaterThan(100);
  }

  /** A snapshot of long ago is served, and every answer says so. */
  @Test
  void aSnapshotThatIsTooOldIsServedAndSaidUntilANewerOneComes() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    Map<String, String> sets = Map.of("serving.snapshots.stale_after", "2 days");
    try (ServerFixture old =
        ServerFixture.start(
                dev.nightjar.settings.LakeSettings.directory(folder.resolve("lake")),
                folder.resolve("home-2"),
                true,
                sets)
            .awaitReady()) {
      for (int i = 0; i < 20; i++) {
        JsonNode answer = old.ask(ANN);
        assertThat(answer.path("items")).hasSize(20);
        assertThat(degraded(answer)).containsExactly("stale");
      }
      assertThat(metric(old, "nightjar_degraded_parts_total{part=\"stale\"}")).isEqualTo(20);
    }
  }

  private void noSnapshotAtAll() throws Exception {
    JsonNode bundled = server.ask(ANN);
    assertThat(bundled.at("/meta/mode").asText()).isEqualTo("bundled");
    assertThat(degraded(bundled)).containsExactly("snapshot");
    assertThat(metric("nightjar_degraded_parts_total{part=\"snapshot\"}")).isPositive();
    assertThat(metric("nightjar_answers_total{mode=\"bundled\"}")).isPositive();

    ServerFixture.publish(folder, "s-1", 20, 200);
    server.awaitReady();
    awaitWell();
  }

  private void noCandidatesOfTheirOwn() {
    double before = metric("nightjar_answers_total{mode=\"popular\"}");
    JsonNode popular = server.ask(NOBODY);
    assertThat(popular.at("/meta/mode").asText()).isEqualTo("popular");
    assertThat(popular.path("items")).hasSize(20);
    assertThat(metric("nightjar_answers_total{mode=\"popular\"}")).isGreaterThan(before);
    assertThat(metric("nightjar_answers_total{mode=\"personal\"}")).isPositive();
  }

  private void redisFrozen() {
    double before = metric("nightjar_session_failures_total{operation=\"read\"}");
    redis.freeze();
    ServerFixture.await(() -> degraded(server.ask(ANN)).equals(List.of("sessions")));
    assertThat(server.ask(ANN).at("/meta/mode").asText()).isEqualTo("personal");
    assertThat(metric("nightjar_session_failures_total{operation=\"read\"}")).isGreaterThan(before);
    assertThat(metric("nightjar_degraded_parts_total{part=\"sessions\"}")).isPositive();
    ServerFixture.await(() -> metric("nightjar_sessions_reachable") == 0);

    redis.thaw();
    awaitWell();
    assertThat(metric("nightjar_sessions_reachable")).isEqualTo(1);
  }

  private void providerGone() throws Exception {
    assertThat(server.ask(ANN).at("/items/0/item_id").asText()).isEqualTo("item-00020");
    provider.vanish();
    ServerFixture.await(() -> degraded(server.ask(ANN)).equals(List.of("signals")));
    assertThat(server.ask(ANN).at("/items/0/item_id").asText())
        .as("the last weather holds")
        .isEqualTo("item-00020");
    assertThat(metric("nightjar_signal_failures_total")).isPositive();
    assertThat(metric("nightjar_degraded_parts_total{part=\"signals\"}")).isPositive();

    provider.say(200, "{\"weather\":\"sun\"}");
    provider.comeBack();
    awaitWell();
    ServerFixture.await(() -> !server.ask(ANN).at("/items/0/rule").asText().equals("rainy"));
  }

  private void snapshotDamagedOrMissingAtTheNextPoll() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    ServerFixture.publish(elsewhere, "s-2", 20, 200);
    Path damaged = folder.resolve("lake/snapshots/s-2");
    Files.move(elsewhere.resolve("lake/snapshots/s-2"), damaged);
    flipByte(damaged.resolve("users-00000.sst"));
    refused("s-2");
    refused("s-3-which-is-nowhere");

    // What is served loses its file on this machine too: it is open, and costs nothing.
    Files.delete(folder.resolve("home/serving/s-1/users-00000.sst"));
    assertThat(server.ask(ANN).at("/meta/mode").asText()).isEqualTo("personal");

    ServerFixture.publish(folder, "s-4", 20, 200);
    ServerFixture.await(() -> server.ask(ANN).at("/meta/snapshot").asText().equals("s-4"));
    assertThat(metric("nightjar_snapshot_refused")).isZero();
    awaitWell();
  }

  /** The pointer names it, and what was served before goes on. */
  private void refused(String id) throws IOException {
    Files.writeString(folder.resolve("lake/snapshots/CURRENT"), id);
    ServerFixture.await(
        () -> server.ask("/health/ready").at("/refused/snapshot").asText().equals(id));
    assertThat(metric("nightjar_snapshot_refused")).isEqualTo(1);
    JsonNode answer = server.ask(ANN);
    assertThat(answer.at("/meta/snapshot").asText()).isEqualTo("s-1");
    assertThat(degraded(answer)).isEmpty();
  }

  private void awaitWell() {
    ServerFixture.await(
        () -> {
          JsonNode answer = server.ask(ANN);
          return degraded(answer).isEmpty() && answer.at("/meta/mode").asText().equals("personal");
        });
  }

  private Object ask(int client) {
    for (int i = 0; !done.get(); i++) {
      String path = i % 3 == 2 ? NOBODY : "/recommendations?user_id=user-" + (client + i) % 20;
      HttpResponse<String> response = server.get(path);
      if (response.statusCode() != 200 || ServerFixture.json(response).path("items").isEmpty()) {
        failures.add(path + " " + response.statusCode() + " " + response.body());
      }
      answers.incrementAndGet();
    }
    return done;
  }

  private static List<String> degraded(JsonNode answer) {
    List<String> parts = new java.util.ArrayList<>();
    answer.at("/meta/degraded").forEach(part -> parts.add(part.asText()));
    return parts;
  }

  private double metric(String name) {
    return metric(server, name);
  }

  private static double metric(ServerFixture of, String name) {
    return of.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
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
}

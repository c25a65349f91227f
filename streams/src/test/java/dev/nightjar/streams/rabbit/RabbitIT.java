package dev.nightjar.streams.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.serving.bench.SampleSnapshot;
import dev.nightjar.streams.Events;
import dev.nightjar.streams.Landed;
import dev.nightjar.streams.NightjarProcess;
import dev.nightjar.streams.Processes;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector, the connector and sessions over one real node of RabbitMQ. */
class RabbitIT {
  @TempDir static Path nodeFolder;
  private static RabbitProcess node;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitProcess.start(nodeFolder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aConnectorThatIsKilledLosesNothingOfAQuorumQueue() throws Exception {
    try (NightjarProcess collector = collector("killed")) {
      int sent = 0;
      for (int kill = 0; kill < 3; kill++) {
        try (NightjarProcess connector = connector("killed").awaitReady()) {
          for (int i = 0; i < 10; i++) {
            assertThat(collector.post("/v1/batch", Events.batch("k", sent, 10)).statusCode())
                .isEqualTo(200);
            sent += 10;
          }
          TimeUnit.MILLISECONDS.sleep(150L * kill);
          connector.kill();
        }
      }
      try (NightjarProcess connector = connector("killed").awaitReady()) {
        Processes.await(
            "300 events",
            () ->
                Landed.messageIds(folder).stream().distinct().count() == 300
                    && connector.metric("nightjar_connector_lag") == 0
                    && connector.metric("nightjar_connector_waiting_lines") == 0);
        connector.terminate();
      }
    }
    assertThat(Landed.messageIds(folder)).containsAll(Events.ids("k", 300));
    assertThat(Landed.marks(folder)).isZero();
  }

  @Test
  void aNodeThatIsAwayIsA503AndWhatItConfirmedIsLanded() throws Exception {
    try (NightjarProcess collector = collector("away");
        NightjarProcess connector = connector("away").awaitReady()) {
      assertThat(collector.post("/v1/batch", Events.batch("before", 0, 2)).statusCode())
          .isEqualTo(200);
      node.stop();
      try {
        HttpResponse<String> refused = collector.post("/v1/batch", Events.batch("while", 0, 2));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        Processes.await("word of it", () -> connector.get("/health/ready").statusCode() == 503);
      } finally {
        node.start();
      }
      Processes.await(
          "a 200 again",
          () -> collector.post("/v1/batch", Events.batch("after", 0, 2)).statusCode() == 200);
      Processes.await(
          "what was confirmed",
          () ->
              Landed.messageIds(folder)
                  .containsAll(List.of("before-0", "before-1", "after-0", "after-1")));
      assertThat(connector.metric("nightjar_connector_source_failures_total")).isPositive();
    }
  }

  @Test
  void aServerHearsOfWhatIsPostedAtAnother() throws Exception {
    new SampleSnapshot("20260105-1", 20, 500, 1)
        .publish(folder.resolve("lake"), NightjarProcess.SECRET.getBytes(StandardCharsets.UTF_8));
    Map<String, String> sets = new HashMap<>(sets("followed"));
    sets.put("serving.sessions.follow_stream", "true");
    sets.put("serving.snapshots.poll", "100 ms");
    try (NightjarProcess collector = collector("followed");
        NightjarProcess server = NightjarProcess.serve(folder, "two", sets, "--insecure")) {
      server.awaitReady();
      Processes.await("the stream", () -> server.metric("nightjar_stream_followed") == 1);
      String viewed =
          "{\"userId\":\"user-1\",\"event\":\"Item Viewed\","
              + "\"properties\":{\"item_id\":\"item-00042\"}}";
      assertThat(collector.post("/v1/track", viewed).statusCode()).isEqualTo(200);

      Processes.await(
          "the event at the other server",
          () ->
              server
                  .get("/recommendations?user_id=user-1")
                  .body()
                  .contains("\"source\":\"session\""));
    }
  }

  private NightjarProcess collector(String name) throws Exception {
    return NightjarProcess.collect(folder, sets(name));
  }

  private NightjarProcess connector(String name) throws Exception {
    return NightjarProcess.connect(folder, sets(name));
  }

  private static Map<String, String> sets(String name) {
    return Map.of(
        "serving.collector.sink", "stream",
        "streams.kind", "rabbitmq",
        "streams.rabbitmq.url", node.url(),
        "streams.rabbitmq.exchange", name,
        "streams.rabbitmq.queue", "queue-" + name,
        "streams.rabbitmq.timeout", "4 s",
        "streams.connector.object_age", "200 ms",
        "streams.connector.retry", "200 ms");
  }
}

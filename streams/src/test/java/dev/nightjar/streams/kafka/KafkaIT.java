package dev.nightjar.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector, the connector and sessions over one real broker. */
class KafkaIT {
  @TempDir static Path brokerFolder;
  private static BrokerProcess broker;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    broker = BrokerProcess.start(brokerFolder);
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void whatIsPostedIsLandedFromTheTopicAsSegmentsAre() throws Exception {
    broker.create("round", 3);
    try (NightjarProcess collector = collector("round");
        NightjarProcess connector = connector("round").awaitReady()) {
      for (int i = 0; i < 30; i++) {
        assertThat(collector.post("/v1/batch", Events.batch("m", i * 10, 10)).statusCode())
            .isEqualTo(200);
      }
      HttpResponse<String> mixed =
          collector.post("/v1/batch", "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\"}]}");
      assertThat(mixed.body()).contains("\"rejected\":1");
      assertThat(collector.metric("nightjar_collector_published_lines_total")).isEqualTo(301);

      Processes.await("300 events", () -> Landed.lines(folder).size() == 301);
      Processes.await("the commit", () -> broker.committed("group-round") == 301);
      List<JsonNode> landed = Landed.events(folder);
      assertThat(landed.stream().filter(line -> line.has("_refused"))).hasSize(1);
      assertThat(landed.stream().map(line -> line.path("messageId").asText()).distinct())
          .hasSize(301);
      assertThat(landed).allSatisfy(line -> assertThat(line.has("receivedAt")).isTrue());
      assertThat(connector.metric("nightjar_connector_lines_total{outcome=\"accepted\"}"))
          .isEqualTo(300);
      assertThat(connector.metric("nightjar_connector_lag")).isZero();
      assertThat(connector.metric("nightjar_connector_rebalances_total")).isPositive();
      assertThat(Landed.marks(folder)).isEqualTo(1);

      connector.terminate();
      assertThat(Landed.marks(folder)).isZero();
    }
  }

  @Test
  void whatOthersWroteGoesThroughTheSameDoor() throws Exception {
    broker.create("foreign", 1);
    try (NightjarProcess connector = connector("foreign").awaitReady()) {
      write(
          "foreign",
          "{\"type\":\"page\",\"userId\":\"u-1\",\"context\":{\"ip\":\"203.0.113.9\"}}",
          "{\"type\":\"page\",\"userId\":",
          "[1,2]",
          "{\"type\":\"page\"}",
          "{\"type\":\"page\",\"userId\":\"u-2\",\"properties\":{\"x\":\""
              + "y".repeat(40_000)
              + "\"}}",
          "");
      Processes.await("six lines", () -> Landed.lines(folder).size() == 6);
      List<JsonNode> landed = Landed.events(folder);
      assertThat(landed.get(0).at("/context/ip").asText()).isEqualTo("203.0.113.0");
      assertThat(landed.get(0).path("messageId").asText()).hasSize(64);
      assertThat(landed.stream().map(line -> line.at("/_refused/code").asText()))
          .containsExactly("", "not_json", "not_an_object", "missing_id", "too_large", "not_json");
      assertThat(connector.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aConnectorThatIsKilledLosesNothing() throws Exception {
    broker.create("killed", 3);
    Random random = new Random(7);
    try (NightjarProcess collector = collector("killed")) {
      int sent = 0;
      for (int kill = 0; kill < 3; kill++) {
        try (NightjarProcess connector = connector("killed").awaitReady()) {
          for (int i = 0; i < 10; i++) {
            assertThat(collector.post("/v1/batch", Events.batch("k", sent, 10)).statusCode())
                .isEqualTo(200);
            sent += 10;
          }
          TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
          connector.kill();
        }
      }
      try (NightjarProcess connector = connector("killed").awaitReady()) {
        Processes.await("the commit", () -> broker.committed("group-killed") == 300);
        connector.terminate();
      }
    }
    assertThat(Landed.messageIds(folder)).containsAll(Events.ids("k", 300));
    assertThat(Landed.messageIds(folder).stream().distinct()).hasSize(300);
    assertThat(Landed.marks(folder)).isZero();
  }

  @Test
  void aBrokerThatIsAwayIsA503AndComesBack() throws Exception {
    broker.create("away", 1);
    try (NightjarProcess collector = collector("away")) {
      assertThat(collector.post("/v1/batch", Events.batch("before", 0, 2)).statusCode())
          .isEqualTo(200);
      broker.kill();
      try {
        HttpResponse<String> refused = collector.post("/v1/batch", Events.batch("while", 0, 2));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("Kafka");
        assertThat(collector.get("/health/ready").statusCode()).isEqualTo(503);
      } finally {
        broker.start();
      }
      Processes.await(
          "a 200 again",
          () -> collector.post("/v1/batch", Events.batch("after", 0, 2)).statusCode() == 200);
      assertThat(collector.get("/health/ready").statusCode()).isEqualTo(200);
    }
    try (NightjarProcess connector = connector("away").awaitReady()) {
      Processes.await(
          "what was acknowledged",
          () ->
              Landed.messageIds(folder)
                  .containsAll(List.of("before-0", "before-1", "after-0", "after-1")));
      connector.terminate();
    }
  }

  @Test
  void twoServersThatFollowTheTopicAnswerAlike() throws Exception {
    broker.create("followed", 2);
    new SampleSnapshot("20260105-1", 20, 500, 1)
        .publish(folder.resolve("lake"), NightjarProcess.SECRET.getBytes(StandardCharsets.UTF_8));
    Map<String, String> sets = new HashMap<>(sets("followed"));
    sets.put("serving.sessions.follow_stream", "true");
    sets.put("serving.snapshots.poll", "100 ms");
    try (NightjarProcess one = NightjarProcess.serve(folder, "one", sets, "--insecure");
        NightjarProcess two = NightjarProcess.serve(folder, "two", sets, "--insecure")) {
      for (NightjarProcess server : List.of(one, two)) {
        server.awaitReady();
        Processes.await("the stream", () -> server.metric("nightjar_stream_followed") == 1);
      }
      JsonNode before = two.ask("/recommendations?user_id=user-1").path("items");
      String viewed =
          "{\"userId\":\"user-1\",\"messageId\":\"v\",\"event\":\"Item Viewed\","
              + "\"properties\":{\"item_id\":\"item-00042\"}}";
      assertThat(one.post("/v1/track", viewed).statusCode()).isEqualTo(200);
      JsonNode own = one.ask("/recommendations?user_id=user-1").path("items");
      assertThat(own).isNotEqualTo(before);

      Processes.await(
          "the event at the other server",
          () -> two.ask("/recommendations?user_id=user-1").path("items").equals(own));
      // Were it counted twice here, when it comes back by the topic, the answers would differ.
      assertThat(one.post("/v1/track", viewed.replace("\"v\"", "\"w\"")).statusCode())
          .isEqualTo(200);
      Processes.await(
          "the second event at the other server",
          () ->
              two.ask("/recommendations?user_id=user-1")
                  .path("items")
                  .equals(one.ask("/recommendations?user_id=user-1").path("items")));
      assertThat(two.metric("nightjar_stream_lag")).isZero();
    }
  }

  private NightjarProcess collector(String topic) throws Exception {
    return NightjarProcess.collect(folder, sets(topic));
  }

  private NightjarProcess connector(String topic) throws Exception {
    return NightjarProcess.connect(folder, sets(topic));
  }

  private static Map<String, String> sets(String topic) {
    return broker.sets(
        topic, Map.of("serving.collector.sink", "stream", "streams.kafka.timeout", "4 s"));
  }

  private static void write(String topic, String... values) throws Exception {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "key.serializer",
            "org.apache.kafka.common.serialization.ByteArraySerializer",
            "value.serializer",
            "org.apache.kafka.common.serialization.StringSerializer");
    try (KafkaProducer<byte[], String> producer = new KafkaProducer<>(properties)) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
      }
    }
  }
}

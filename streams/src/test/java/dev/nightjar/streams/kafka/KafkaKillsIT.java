package dev.nightjar.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.streams.Events;
import dev.nightjar.streams.Landed;
import dev.nightjar.streams.NightjarProcess;
import dev.nightjar.streams.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and connectors that are killed, come and go, while somebody posts all the time. */
class KafkaKillsIT {
  private static final int BATCH = 10;
  private static final int KILLS = 4;

  @TempDir static Path brokerFolder;
  private static BrokerProcess broker;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();

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

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void withBothSinksAnEventIsLandedOnceAndInTheTopicHoweverOftenTheServerIsKilled()
      throws Exception {
    broker.create("both", 2);
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    System.out.println("kills at moments of seed " + seed);
    Random random = new Random(seed);
    int sent = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (NightjarProcess collector = NightjarProcess.collect(folder, sets("both", "both"))) {
        CompletableFuture<Void> killed =
            CompletableFuture.runAsync(
                () -> killAfter(collector, 200 + random.nextInt(800)), threads);
        sent = postUntilItEnds(collector, sent);
        killed.get(60, TimeUnit.SECONDS);
      }
    }
    try (NightjarProcess collector = NightjarProcess.collect(folder, sets("both", "both"))) {
      for (int end = sent + 200; sent < end; sent += BATCH) {
        assertThat(post(collector, sent)).isEqualTo(200);
      }
      collector.terminate();
      assertThat(collector.errors()).doesNotContain("\tat ");
    }

    assertThat(Landed.messageIds(folder))
        .containsExactlyInAnyOrderElementsOf(Events.ids("e", sent));
    // What a kill left without an answer was sent again: the stream has it once or twice.
    List<String> streamed = inTopic("both", 2);
    assertThat(streamed.stream().distinct())
        .containsExactlyInAnyOrderElementsOf(Events.ids("e", sent));
    assertThat(streamed).hasSizeLessThanOrEqualTo(sent + KILLS * BATCH);
  }

  @Test
  void connectorsThatComeAndGoShareATopicAndLandEveryEvent() throws Exception {
    broker.create("shared", 4);
    Map<String, String> sets = sets("shared", "stream");
    AtomicBoolean over = new AtomicBoolean();
    try (NightjarProcess collector = NightjarProcess.collect(folder, sets);
        NightjarProcess first = NightjarProcess.connect(folder, "first", sets).awaitReady()) {
      Future<Integer> posting = threads.submit(() -> postUntil(over, collector));
      long before = rebalances(first);
      try (NightjarProcess second = NightjarProcess.connect(folder, "second", sets)) {
        second.awaitReady();
        awaitLanding(second, first);
        assertThat(rebalances(first)).isGreaterThan(before);
        second.terminate();
      }
      // Whoever goes in order has committed what he landed, and nobody lands it again.
      awaitLanding(first);
      assertThat(Landed.messageIds(folder)).doesNotHaveDuplicates();
      try (NightjarProcess second = NightjarProcess.connect(folder, "second", sets)) {
        second.awaitReady();
        awaitLanding(second, first);
        second.kill();
      }
      over.set(true);
      int sent = posting.get(60, TimeUnit.SECONDS);
      // The first one reads what the killed one had, when the group has given it up.
      Processes.await("the commits", () -> broker.committed("group-shared") >= sent);
      first.terminate();
      assertThat(Landed.messageIds(folder).stream().distinct())
          .containsExactlyInAnyOrderElementsOf(Events.ids("e", sent));
    }
  }

  private static void killAfter(NightjarProcess process, int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      process.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Posts batches as an SDK does, which goes on when the last is acknowledged; gives the next. */
  private static int postUntilItEnds(NightjarProcess collector, int first) throws Exception {
    int next = first;
    while (true) {
      try {
        next += post(collector, next) == 200 ? BATCH : 0;
      } catch (IOException killed) {
        return next;
      }
    }
  }

  private static int postUntil(AtomicBoolean over, NightjarProcess collector) throws Exception {
    int next = 0;
    while (!over.get()) {
      next += post(collector, next) == 200 ? BATCH : 0;
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return next;
  }

  private static int post(NightjarProcess collector, int first) throws Exception {
    return collector.post("/v1/batch", Events.batch("e", first, BATCH)).statusCode();
  }

  /** Returns when each has landed something from now on. */
  private static void awaitLanding(NightjarProcess... connectors) throws Exception {
    for (NightjarProcess connector : connectors) {
      long before = landed(connector);
      Processes.await("more lines", () -> landed(connector) > before);
    }
  }

  private static long landed(NightjarProcess connector) throws Exception {
    return connector.metric("nightjar_connector_lines_total{outcome=\"accepted\"}");
  }

  private static long rebalances(NightjarProcess connector) throws Exception {
    return connector.metric("nightjar_connector_rebalances_total");
  }

  /** The message ids of a topic's records. */
  private static List<String> inTopic(String topic, int partitions) throws IOException {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", broker.address());
    for (String part : List.of("key", "value")) {
      properties.put(
          part + ".deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    }
    List<String> ids = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      List<TopicPartition> all = new ArrayList<>();
      for (int i = 0; i < partitions; i++) {
        all.add(new TopicPartition(topic, i));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          ids.add(new ObjectMapper().readTree(each.value()).path("messageId").asText());
        }
      }
    }
    return ids;
  }

  private static Map<String, String> sets(String topic, String sink) {
    return broker.sets(
        topic, Map.of("serving.collector.sink", sink, "serving.collector.segment_age", "200 ms"));
  }
}

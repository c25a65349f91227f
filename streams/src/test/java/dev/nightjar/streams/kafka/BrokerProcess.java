package dev.nightjar.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.streams.Processes;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A real broker in KRaft mode on a free port, to be killed and started again. */
final class BrokerProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private Process process;

  private BrokerProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one over a new folder; returns when it answers. */
  static BrokerProcess start(Path folder) throws IOException {
    BrokerProcess broker = new BrokerProcess(folder, Processes.freePort());
    int controller = Processes.freePort();
    Files.write(
        folder.resolve("server.properties"),
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "listeners=PLAINTEXT://127.0.0.1:"
                + broker.port
                + ",CONTROLLER://127.0.0.1:"
                + controller,
            "advertised.listeners=" + "PLAINTEXT://127.0.0.1:" + broker.port,
            "controller.listener.names=CONTROLLER",
            "log.dirs=" + folder.resolve("log"),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "group.initial.rebalance.delay.ms=0",
            "auto.create.topics.enable=false",
            "log.cleaner.dedupe.buffer.size=4194304",
            "num.network.threads=1",
            "num.io.threads=2"));
    boolean up = false;
    try {
      broker.start();
      up = true;
      return broker;
    } finally {
      if (!up) {
        broker.close();
      }
    }
  }

  /**
   * Settings of a server or connector of this broker's topic, whose connectors are the group {@code
   * group-} and the topic.
   */
  Map<String, String> sets(String topic, Map<String, String> more) {
    Map<String, String> sets = new HashMap<>(more);
    sets.put("streams.kafka.bootstrap", address());
    sets.put("streams.kafka.topic", topic);
    sets.put("streams.kafka.group", "group-" + topic);
    sets.put("streams.connector.object_age", "200 ms");
    sets.put("streams.connector.retry", "200 ms");
    return sets;
  }

  /** Starts it with what it had on the disk; returns when it answers. */
  void start() throws IOException {
    Path log = Files.createTempFile(folder, "broker", ".log");
    process =
        Processes.java(
                "384m", BrokerMain.class.getName(), folder.resolve("server.properties").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Processes.await(
        "the broker",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(Files.readString(log));
          }
          return answers();
        });
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void create(String topic, int partitions) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  /** Records that a group has committed of a topic. */
  long committed(String group) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(60, TimeUnit.SECONDS);
      return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    } catch (ExecutionException noSuchGroup) {
      return 0;
    }
  }

  private boolean answers() throws InterruptedException {
    try (Socket probe = new Socket("127.0.0.1", port)) {
      assertThat(probe.isConnected()).isTrue();
    } catch (IOException notYet) {
      return false;
    }
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", address(),
                "request.timeout.ms", 1_000,
                "default.api.timeout.ms", 2_000))) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", address()));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the broker did not end");
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}

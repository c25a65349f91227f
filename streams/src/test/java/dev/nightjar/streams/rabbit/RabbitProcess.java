package dev.nightjar.streams.rabbit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.ConnectionFactory;
import dev.nightjar.streams.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A RabbitMQ node of the test's own on free ports, never the system's service; stopped and started
 * again at will. Skips the test that asks for one where there is none.
 */
final class RabbitProcess implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

  private final Path folder;
  private final int port;
  private final int distribution;
  private final int epmd;
  private Process process;

  private RabbitProcess(Path folder) throws IOException {
    this.folder = folder;
    port = Processes.freePort();
    distribution = Processes.freePort();
    epmd = Processes.freePort();
  }

  /** Starts a node that keeps everything in this folder; returns when it answers. */
  static RabbitProcess start(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "there is no " + PROGRAM + "; install the package rabbitmq-server");
    Files.writeString(folder.resolve("plugins"), "[].\n");
    Files.writeString(folder.resolve("rabbit.conf"), "vm_memory_high_watermark.absolute = 400MB\n");
    RabbitProcess node = new RabbitProcess(folder);
    boolean up = false;
    try {
      node.start();
      up = true;
      return node;
    } finally {
      if (!up) {
        node.close();
      }
    }
  }

  /** Starts it with what it had on the disk; returns when it answers. */
  void start() throws IOException {
    Path log = Files.createTempFile(folder, "node", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(PROGRAM.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "nightjar-" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distribution)),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmd)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("logs").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbit.conf").toString()),
                Map.entry("RABBITMQ_SERVER_ERL_ARGS", "+S 1:1 +sbwt none")));
    process = builder.start();
    Processes.await(
        "RabbitMQ",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(Files.readString(log));
          }
          return answers();
        });
  }

  String url() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  private boolean answers() {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    try {
      factory.newConnection().close();
      return true;
    } catch (IOException | TimeoutException notYet) {
      return false;
    }
  }

  /** SIGTERM; returns when the node has ended. */
  void stop() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    Processes.await(
        "the end", () -> !process.isAlive() && all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** SIGKILL, to the node and to the script that started it. */
  private void kill() throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Processes.await("the end", () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Override
  public void close() throws IOException {
    try {
      if (process != null) {
        kill();
      }
      new ProcessBuilder("epmd", "-port", Integer.toString(epmd), "-kill")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

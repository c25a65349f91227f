package dev.nightjar.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real Redis on a free port, to be killed, frozen and filled with junk. Skips the test that asks
 * for one where there is none. Not thread-safe.
 */
public final class RedisProcess implements AutoCloseable {
  private static final String PASSWORD = "a-password";

  private final File program;
  private final Path folder;
  private final int port;
  private Process process;

  private RedisProcess(File program, Path folder, int port) throws IOException {
    this.program = program;
    this.folder = folder;
    this.port = port;
    start();
  }

  /** Starts one that keeps its files, if any, in this folder. */
  public static RedisProcess start(Path folder) throws IOException {
    Optional<File> program =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(path -> new File(path, "redis-server"))
            .filter(File::canExecute)
            .findFirst();
    assumeTrue(program.isPresent(), "there is no redis-server; install the package redis-server");
    return new RedisProcess(program.orElseThrow(), folder, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Its address with its password. */
  public String url() {
    return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
  }

  /** Starts it on the same port, empty; returns when it answers. */
  public void start() throws IOException {
    List<String> command =
        List.of(
            program.toString(),
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--requirepass",
            PASSWORD,
            "--save",
            "",
            "--dir",
            folder.toString());
    File log = Files.createTempFile(folder, "redis", ".log").toFile();
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    boolean answers = false;
    try {
      ServerFixture.await(() -> isUp(log));
      answers = true;
    } finally {
      if (!answers) {
        process.destroyForcibly();
      }
    }
  }

  private boolean isUp(File log) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(log.toPath()));
    }
    try {
      return ask(RedisCommands::ping).equals("PONG");
    } catch (RedisException notYet) {
      return false;
    }
  }

  /** What it gives to these commands. */
  public <T> T ask(Function<RedisCommands<String, String>, T> commands) {
    RedisURI address = RedisURI.create(url());
    address.setTimeout(Duration.ofSeconds(30));
    RedisClient client = RedisClient.create(address);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return commands.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  /** SIGSTOP: it takes connections and answers nothing. */
  public void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("-CONT");
  }

  /** SIGKILL. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

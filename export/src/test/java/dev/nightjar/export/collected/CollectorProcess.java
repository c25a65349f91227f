package dev.nightjar.export.collected;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server, collecting only, as a process on one port and one home that is killed at will. */
final class CollectorProcess implements AutoCloseable {
  private static final String KEY = "for-the-test-only";

  private final Path folder;
  private final String origin;
  private final int port;
  private Process process;

  /**
   * @param origin of pages that may send events
   */
  CollectorProcess(Path folder, String origin) throws IOException {
    this.folder = folder;
    this.origin = origin;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts it over an S3 endpoint that may not answer. */
  void start(String endpoint) throws IOException {
    Path target = Path.of("../serving/target").toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("classes")
                    + ":"
                    + Files.readString(target.resolve("class-path")).strip(),
                "dev.nightjar.serving.Serve",
                "--collector-only",
                "--insecure",
                "--port",
                Integer.toString(port),
                "--lake",
                "s3a://nightjar",
                "--home",
                folder.resolve("home").toString(),
                "--set",
                "serving.collector.segment_age=300 ms",
                "--set",
                "serving.collector.retry=300 ms",
                "--set",
                "serving.allowed_origins=[\"" + origin + "\"]"));
    builder.environment().put("NIGHTJAR_S3_ENDPOINT", endpoint);
    builder.environment().put("NIGHTJAR_S3_ACCESS_KEY", KEY);
    builder.environment().put("NIGHTJAR_S3_SECRET_KEY", KEY);
    builder.environment().put("NIGHTJAR_SECRET", "a-secret-of-at-least-thirty-two-characters");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
    process = builder.start();
  }

  static String key() {
    return KEY;
  }

  /** Waits until events are taken. */
  void awaitReady() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(URI.create(address() + "/health/ready")).build();
    for (int i = 0; i < 600; i++) {
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          break;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError(log());
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and the end of it. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not stop");
    }
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}

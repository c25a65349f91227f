package dev.nightjar.export.parity;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server as a process over a lake, landing what it answers with. */
final class AnsweringServer implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;

  /**
   * @param folder holds its home and its log
   * @param secret that of the nights
   */
  AnsweringServer(Path folder, String lake, String secret) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path target = Path.of("../serving/target").toAbsolutePath().normalize();
    List<String> command =
        new ArrayList<>(
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
                "--insecure",
                "--port",
                Integer.toString(port),
                "--lake",
                lake,
                "--home",
                folder.resolve("home").toString()));
    command.addAll(List.of("--set", "serving.exposures.enabled=true"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NIGHTJAR_SECRET", secret);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("server.log").toFile());
    process = builder.start();
  }

  /** Waits until a snapshot is served. */
  void awaitReady() throws Exception {
    for (int i = 0; i < 600; i++) {
      try {
        HttpRequest ready = HttpRequest.newBuilder(address("/health/ready")).build();
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

  /** Asks for recommendations, allowed to be kept. */
  void ask(String fields) throws Exception {
    String body = "{\"consent\":{\"personalization\":true,\"analytics\":true}," + fields + "}";
    HttpRequest post =
        HttpRequest.newBuilder(address("/recommendations"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
  }

  /** Waits until so many answers are on the disk. */
  void awaitWritten(int answers) throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(address("/metrics")).build();
    String wanted = "nightjar_exposures_total{outcome=\"written\"} " + answers;
    for (int i = 0; i < 300; i++) {
      if (client
          .send(metrics, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .anyMatch(wanted::equals)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("not all of " + answers + " answers were written: " + log());
  }

  /** SIGTERM, and the end of it: what was written has landed then. */
  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not stop");
    }
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.nightjar.serving;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server's main class in a JVM of its own, for tests that end it. Not thread-safe. */
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final Path out;
  private final Path err;

  private ServeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ServeProcess start(Path folder, Map<String, String> environment, String... flags)
      throws IOException {
    Path out = Files.createTempFile(folder, "serve", ".out");
    Path err = Files.createTempFile(folder, "serve", ".err");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.nightjar.serving.Serve",
                "--lake",
                "file://" + folder.resolve("lake"),
                "--home",
                folder.resolve("home").toString()));
    command.addAll(List.of(flags));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("NIGHTJAR_SECRET");
    builder.environment().putAll(environment);
    return new ServeProcess(builder.start(), out, err);
  }

  /** The address that the server printed. */
  String address() throws IOException {
    ServerFixture.await(
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(errors());
          }
          return Files.readString(out).contains("\n");
        });
    return Files.readString(out).strip();
  }

  void awaitReady() throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(URI.create(address() + "/health/ready")).build();
    ServerFixture.await(
        () -> client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address() + path)));
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.timeout(ServerFixture.LIMIT).build(), HttpResponse.BodyHandlers.ofString());
  }

  String errors() throws IOException {
    return Files.readString(err);
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not end");
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL: what a power cut does to a process. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

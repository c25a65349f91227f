package dev.nightjar.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** A command of Nightjar in a JVM of its own over {@code folder/lake}. Not thread-safe. */
public final class NightjarProcess implements AutoCloseable {
  public static final String SECRET = "a-secret-of-at-least-thirty-two-characters";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path out;
  private final Path err;
  private String address = "";

  private NightjarProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** A server. */
  public static NightjarProcess serve(
      Path folder, String home, Map<String, String> sets, String... flags) throws IOException {
    return start("dev.nightjar.serving.Serve", folder, home, sets, flags);
  }

  /** A server that collects only, once it is ready. */
  public static NightjarProcess collect(Path folder, Map<String, String> sets) throws IOException {
    return serve(folder, "serve", sets, "--insecure", "--collector-only").awaitReady();
  }

  /** A connector. */
  public static NightjarProcess connect(Path folder, Map<String, String> sets) throws IOException {
    return connect(folder, "connect", sets);
  }

  /** A connector of this home. */
  public static NightjarProcess connect(Path folder, String home, Map<String, String> sets)
      throws IOException {
    return start("dev.nightjar.streams.Connect", folder, home, sets);
  }

  private static NightjarProcess start(
      String mainClass, Path folder, String home, Map<String, String> sets, String... flags)
      throws IOException {
    Path out = Files.createTempFile(folder, home, ".out");
    Path err = Files.createTempFile(folder, home, ".err");
    List<String> args =
        new ArrayList<>(
            List.of(
                "--port",
                "0",
                "--lake",
                "file://" + folder.resolve("lake"),
                "--home",
                folder.resolve(home).toString()));
    sets.forEach((key, value) -> args.addAll(List.of("--set", key + "=" + value)));
    args.addAll(List.of(flags));
    ProcessBuilder builder = Processes.java("256m", mainClass, args.toArray(String[]::new));
    builder.environment().put("NIGHTJAR_SECRET", SECRET);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new NightjarProcess(process, out, err);
  }

  /** The address that it printed; the same when it has ended since. */
  public String address() {
    if (address.isEmpty()) {
      Processes.await(
          "the address",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError(errors());
            }
            return Files.readString(out).endsWith("\n");
          });
      address = printed().strip();
    }
    return address;
  }

  private String printed() {
    try {
      return Files.readString(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns when it says that it is ready. */
  public NightjarProcess awaitReady() {
    String ready = address() + "/health/ready";
    Processes.await(ready, () -> get("/health/ready").statusCode() == 200);
    return this;
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The JSON of a GET. */
  public JsonNode ask(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  public HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Basic a2V5Og==")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A figure of its metrics. */
  public long metric(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  public String errors() throws IOException {
    return Files.readString(err);
  }

  /** SIGTERM; returns when it has ended. */
  public void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end");
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

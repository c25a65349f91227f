package dev.nightjar.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.serving.bench.SampleSnapshot;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.settings.Settings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real server on a free port over a lake of the test's own. Not thread-safe but for requests. */
final class ServerFixture implements AutoCloseable {
  private static final String KEY_HASH =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // of "secret"
  static final String SECRET = "a-secret-of-at-least-thirty-two-characters";
  static final ObjectMapper JSON = new ObjectMapper();

  static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final NightjarServer server;

  private ServerFixture(NightjarServer server) {
    this.server = server;
  }

  /** Publishes a sample snapshot in the lake of this folder. */
  static void publish(Path folder, String id, int users, int items) throws IOException {
    new SampleSnapshot(id, users, items, 1)
        .publish(folder.resolve("lake"), SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts over {@code folder/lake} with {@code folder/home}. */
  static ServerFixture start(Path folder, boolean insecure, Map<String, String> sets)
      throws IOException {
    return start(
        LakeSettings.directory(folder.resolve("lake")), folder.resolve("home"), insecure, sets);
  }

  static ServerFixture start(
      LakeSettings lake, Path home, boolean insecure, Map<String, String> sets) throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("serving.port", "0");
    all.put("serving.snapshots.poll", "50 ms");
    all.put("serving.collector.segment_age", "100 ms");
    all.put("serving.collector.retry", "100 ms");
    all.put("privacy.secret", SECRET);
    all.putAll(sets);
    Settings settings = Settings.load(List.of(), all);
    return new ServerFixture(
        NightjarServer.start(
            new ServerOptions(
                lake,
                PrivacySettings.load(settings),
                home,
                insecure,
                false,
                ServingSettings.load(settings),
                ServerOptions.ranking(settings),
                Optional.empty())));
  }

  /**
   * Starts one that takes events with the write key {@code secret}, from pages of an origin too.
   */
  static ServerFixture withKey(Path folder, String origin) throws IOException {
    return start(
        folder,
        false,
        Map.of(
            "serving.write_keys",
            "[\"" + KEY_HASH + "\"]",
            "serving.allowed_origins",
            "[\"" + origin + "\"]"));
  }

  int port() {
    return server.port();
  }

  NightjarServer server() {
    return server;
  }

  ServerFixture awaitReady() {
    await(() -> get("/health/ready").statusCode() == 200);
    return this;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** The whole answer to a request of which only the head is sent. */
  String answerToHead(String head) {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      String lines = head + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(head, e);
    }
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(
        request(path).method(method, HttpRequest.BodyPublishers.noBody()).headers(headers).build());
  }

  /** The JSON of a GET that must succeed. */
  JsonNode ask(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " gave " + response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  /** A condition that may fail while it does not hold yet. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(Condition condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() - end > 0) {
          throw new AssertionError("the condition did not hold within " + LIMIT);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

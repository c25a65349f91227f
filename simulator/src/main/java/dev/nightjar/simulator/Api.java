package dev.nightjar.simulator;

import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** A server's HTTP interface, as far as the simulator uses it. Safe for use by several threads. */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String base;
  private final String writeKey;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  Api(String url, String writeKey) {
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.writeKey = writeKey;
    if (!base.startsWith("http://") && !base.startsWith("https://")) {
      throw new ConfigurationException(
          "the server's address "
              + url
              + " must begin with http:// or https://, such as http://127.0.0.1:8080");
    }
  }

  /** An answer with its status. */
  record Answer(int status, String body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }
  }

  /** Something that a server was asked and how it went wrong. */
  static final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;

    ApiException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  String base() {
    return base;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Answer ask(String path) throws IOException, InterruptedException {
    return send(path, Optional.empty());
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send(path, Optional.of(json));
  }

  private Answer send(String path, Optional<String> json) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    if (json.isPresent()) {
      request.header("Content-Type", "application/json");
      request.POST(HttpRequest.BodyPublishers.ofString(json.get()));
    }
    if (!writeKey.isEmpty()) {
      byte[] credentials = (writeKey + ":").getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new ApiException(
          "no answer from " + base + path + " (" + e + "); is the server running there?", e);
    }
  }
}

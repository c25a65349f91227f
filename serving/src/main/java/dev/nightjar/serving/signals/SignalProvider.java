package dev.nightjar.serving.signals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks the provider, with a time and a size that bound what it can cost. Thread-safe. */
final class SignalProvider {
  private static final int MOST_BYTES = 65_536;
  private static final int OK = 200;

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;

  SignalProvider(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * The signals of a place now.
   *
   * @throws IOException when the provider gives none that can be used
   */
  Map<String, String> ask(Place place) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(place.at(url))
            .timeout(timeout)
            .header("Accept", "application/json")
            .GET()
            .build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    // The time-out of the request ends with the head of the answer; this one ends its body.
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> close(response.body()));
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        throw new IOException("it answers with status " + response.statusCode());
      }
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it answers with more than " + MOST_BYTES + " bytes");
      }
      return SignalText.read(bytes);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

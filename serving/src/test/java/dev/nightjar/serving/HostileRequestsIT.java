package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with the heap that it is shipped with, under requests that nobody means well with, while
 * a good client is served. {@code -Dnightjar.hostile=10000 -Dnightjar.idle=5000} sends more, {@code
 * -Dnightjar.seed} the same again.
 */
class HostileRequestsIT {
  private static final int CLIENTS = 4;
  private static final int SLOW = 200;
  private static final int IDLE = Integer.getInteger("nightjar.idle", 1_000);

  @TempDir Path folder;
  private ServeProcess server;
  private URI address;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void start() throws Exception {
    server =
        ServeProcess.start(
            folder,
            Map.of("NIGHTJAR_SECRET", ServerFixture.SECRET),
            "--port",
            "0",
            "--insecure",
            "--collector-only");
    server.awaitReady();
    address = URI.create(server.address());
  }

  @AfterEach
  void stop() {
    over.set(true);
    threads.shutdownNow();
    server.close();
  }

  @Test
  void neverFailsAndServesGoodClientsMeanwhile() throws Exception {
    long seed = Long.getLong("nightjar.seed", System.nanoTime());
    int count = Integer.getInteger("nightjar.hostile", 1_000);
    System.out.println("hostile requests of seed " + seed);
    Future<Integer> good = threads.submit(this::good);
    List<Future<Map<String, Integer>>> hostile = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      HostileRequests requests = new HostileRequests(seed + client);
      Callable<Map<String, Integer>> task = () -> send(requests, count / CLIENTS);
      hostile.add(threads.submit(task));
    }
    TreeMap<String, Integer> statuses = new TreeMap<>();
    for (Future<Map<String, Integer>> each : hostile) {
      each.get().forEach((status, times) -> statuses.merge(status, times, Integer::sum));
    }
    over.set(true);

    System.out.println("answers: " + statuses);
    assertThat(good.get()).isPositive();
    assertThat(statuses.keySet()).contains("200", "400", "413", "431");
    assertThat(statuses.keySet())
        .allMatch(status -> !status.startsWith("5") || status.equals("503"));
    assertThat(server.errors()).doesNotContain("\tat ").doesNotContain("ERROR");
  }

  @Test
  void slowBodiesAndIdleConnectionsKeepNobodyWaiting() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      String head = "POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{";
      for (int i = 0; i < IDLE + SLOW; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        open.add(socket);
        if (i < SLOW) {
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
      }
      Future<Integer> good = threads.submit(this::good);
      for (int second = 0; second < 3; second++) {
        for (Socket slow : open.subList(0, SLOW)) {
          slow.getOutputStream().write(' ');
        }
        TimeUnit.SECONDS.sleep(1);
      }
      over.set(true);
      assertThat(good.get()).isPositive();
      assertThat(server.errors()).doesNotContain("\tat ").doesNotContain("ERROR");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Posts until it is told to stop; every post must be taken. */
  private int good() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    int taken = 0;
    while (!over.get()) {
      HttpRequest post =
          HttpRequest.newBuilder(address.resolve("/v1/track"))
              .timeout(ServerFixture.LIMIT)
              .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"E\",\"userId\":\"u\"}"))
              .build();
      HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      taken++;
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return taken;
  }

  private Map<String, Integer> send(HostileRequests requests, int count) throws IOException {
    Map<String, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      statuses.merge(answer(requests.next()), 1, Integer::sum);
    }
    return statuses;
  }

  /** The status of the answer; "none" where the server closes without one. */
  private String answer(byte[] request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout((int) ServerFixture.LIMIT.toMillis());
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      in.readAllBytes();
      return line.startsWith("HTTP/1.1 ") ? line.substring(9) : "none";
    } catch (ConnectException e) {
      throw e;
    } catch (SocketException e) {
      return "none";
    }
  }
}

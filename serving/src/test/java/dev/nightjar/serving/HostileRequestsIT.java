package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.settings.LakeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.regex.Pattern;
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
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
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
    Future<List<String>> good = threads.submit(this::good);
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
    List<String> taken = good.get();
    server.terminate();
    server.exitCode();
    // Rarer ones, such as 431, have tests of their own: a thousand may hold none.
    assertThat(statuses.keySet()).contains("200", "400", "413", "415");
    assertThat(statuses.keySet())
        .allMatch(status -> !status.startsWith("5") || status.equals("503"));
    assertThat(server.errors()).doesNotContain("\tat ").doesNotContain("ERROR");
    // Every line that landed is read here: one that is no JSON fails.
    List<String> landed = Landing.messageIds(LakeSettings.directory(folder.resolve("lake")));
    assertThat(landed)
        .filteredOn(id -> id.startsWith("good-"))
        .isNotEmpty()
        .hasSameElementsAs(taken);
    assertThat(landed).filteredOn(id -> id.startsWith("good-")).hasSameSizeAs(taken);
  }

  @Test
  void slowBodiesAndIdleConnectionsKeepNobodyWaiting() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < IDLE + SLOW; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        open.add(socket);
        if (i < SLOW) {
          socket.getOutputStream().write(slowBeginning(i));
        }
      }
      Future<List<String>> good = threads.submit(this::good);
      for (int second = 0; second < 3; second++) {
        for (Socket slow : open.subList(0, SLOW)) {
          dribble(slow);
        }
        TimeUnit.SECONDS.sleep(1);
      }
      over.set(true);
      assertThat(good.get()).isNotEmpty();
      assertThat(server.errors()).doesNotContain("\tat ").doesNotContain("ERROR");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static void dribble(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write(' ');
    } catch (SocketException e) {
      // It was refused, or waited for too long.
    }
  }

  /** A head and a part of the body that it tells, of several kinds in turn. */
  private static byte[] slowBeginning(int number) {
    String head = "POST /v1/track HTTP/1.1\r\nHost: x\r\n";
    String begun =
        switch (number % 5) {
          case 0 -> head + "Content-Length: 5000\r\n\r\n{";
          case 1 -> head + "Content-Length: 400000\r\n\r\n{" + " ".repeat(70_000);
          case 2 -> head + "Content-Length: 900000\r\n\r\n{" + " ".repeat(20_000);
          case 3 -> head + "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n";
          default -> head + "Transfer-Encoding: chunked\r\n\r\n40000\r\n{" + " ".repeat(70_000);
        };
    return begun.getBytes(StandardCharsets.US_ASCII);
  }

  /** Posts until it is told to stop; every post must be taken. Gives their message ids. */
  private List<String> good() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<String> taken = new ArrayList<>();
    while (!over.get()) {
      String id = "good-" + taken.size();
      String event = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
      HttpRequest post =
          HttpRequest.newBuilder(address.resolve("/v1/track"))
              .timeout(ServerFixture.LIMIT)
              .POST(HttpRequest.BodyPublishers.ofString(event))
              .build();
      HttpResponse<String> response = client.send(post, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      taken.add(id);
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return taken;
  }

  private Map<String, Integer> send(HostileRequests requests, int count) throws IOException {
    Map<String, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String answer = answer(requests.next());
      assertThat(answer).doesNotContain("\tat ", "Exception", "java.");
      List<String> found = STATUS.matcher(answer).results().map(each -> each.group(1)).toList();
      for (String status : found.isEmpty() ? List.of("none") : found) {
        statuses.merge(status, 1, Integer::sum);
      }
    }
    return statuses;
  }

  /** What comes back, several answers maybe; empty where the server closes without one. */
  private String answer(byte[] request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout((int) ServerFixture.LIMIT.toMillis());
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(answer);
      } catch (SocketException e) {
        // It was refused before all of it was sent, and closed; what was answered counts.
      }
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}

package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.objects.S3EndpointProcess;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIT {
  private static final Map<String, String> WITH_SECRET =
      Map.of("NIGHTJAR_SECRET", ServerFixture.SECRET);

  @TempDir Path folder;

  @Test
  void endsWithOneSentenceWhenItCannotStart() throws Exception {
    assertRefused(Map.of(), "NIGHTJAR_SECRET", "--port", "0");
    assertRefused(WITH_SECRET, "--insecure", "--insecrue");
    assertRefused(WITH_SECRET, "--port", "--port", "70000");
    assertRefused(WITH_SECRET, "did you mean", "--set", "serving.prot=1");
    assertRefused(WITH_SECRET, "loopback", "--insecure", "--set", "serving.host=0.0.0.0");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(WITH_SECRET, "in use", "--port", Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void losesNoAcknowledgedEventWhenItIsKilled() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    String[] flags = {"--port", "0", "--insecure", "--set", "serving.collector.segment_age=700 ms"};
    try (ServeProcess server = ServeProcess.start(folder, WITH_SECRET, flags)) {
      String address = server.address();
      ExecutorService clients = Executors.newFixedThreadPool(4);
      AtomicInteger ids = new AtomicInteger();
      for (int client = 0; client < 4; client++) {
        clients.submit(() -> postUntilRefused(address, ids, acknowledged));
      }
      ServerFixture.await(() -> acknowledged.size() > 400);
      server.kill();
      clients.shutdown();
      assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    tearTheOpenSegment();

    try (ServeProcess server = ServeProcess.start(folder, WITH_SECRET, flags)) {
      server.address();
      LakeSettings lake = LakeSettings.directory(folder.resolve("lake"));
      ServerFixture.await(() -> Landing.messageIds(lake).containsAll(acknowledged));
      List<String> landed = Landing.messageIds(lake);
      assertThat(landed).doesNotHaveDuplicates();
    }
  }

  @Test
  void finishesRequestsAndShipsEventsWhenItIsTold() throws Exception {
    ServerFixture.publish(folder, "good", 20, 200);
    try (ServeProcess server =
        ServeProcess.start(
            folder,
            WITH_SECRET,
            "--port",
            "0",
            "--insecure",
            "--set",
            "serving.collector.segment_age=1 hour")) {
      server.awaitReady();
      URI address = URI.create(server.address());
      String event = "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"last\"}";
      try (Socket slow = new Socket(address.getHost(), address.getPort())) {
        OutputStream out = slow.getOutputStream();
        String head =
            "POST /v1/track HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                + event.length()
                + "\r\n\r\n";
        out.write((head + event.substring(0, 10)).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(300);
        server.terminate();
        TimeUnit.MILLISECONDS.sleep(300);
        out.write(event.substring(10).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 200");
      }
      assertThat(server.exitCode()).isEqualTo(143);
      assertThat(Landing.messageIds(LakeSettings.directory(folder.resolve("lake"))))
          .containsExactly("last");
    }
  }

  @Test
  void logsNoRawIds() throws Exception {
    ServerFixture.publish(folder, "good", 20, 200);
    try (ServeProcess server =
        ServeProcess.start(folder, WITH_SECRET, "--port", "0", "--insecure")) {
      server.awaitReady();
      String person = "somebody-whose-name-is-private";
      HttpClient client = HttpClient.newHttpClient();
      client.send(
          post(server.address(), "{\"event\":\"Item Viewed\",\"userId\":\"" + person + "\"}"),
          HttpResponse.BodyHandlers.discarding());
      client.send(
          HttpRequest.newBuilder(
                  URI.create(server.address() + "/recommendations?user_id=" + person))
              .build(),
          HttpResponse.BodyHandlers.discarding());
      server.terminate();
      server.exitCode();
      assertThat(server.errors()).contains("serving snapshot good").doesNotContain(person);
    }
  }

  @Test
  void servesAndCollectsOverTheS3Protocol() throws Exception {
    ServerFixture.publish(folder, "good", 20, 200);
    try (S3EndpointProcess endpoint = S3EndpointProcess.start(folder.resolve("s3"))) {
      upload(folder.resolve("lake"), endpoint.settings());
      try (ServerFixture server =
          ServerFixture.start(endpoint.settings(), folder.resolve("home"), true, Map.of())
              .awaitReady()) {
        assertThat(server.ask("/recommendations?user_id=user-1").at("/meta/mode").asText())
            .isEqualTo("personal");
        server.post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"m\"}");
        ServerFixture.await(() -> Landing.messageIds(endpoint.settings()).equals(List.of("m")));
      }
    }
  }

  private void assertRefused(Map<String, String> environment, String word, String... flags)
      throws Exception {
    try (ServeProcess server = ServeProcess.start(folder, environment, flags)) {
      assertThat(server.exitCode()).as(server.errors()).isEqualTo(2);
      assertThat(server.errors().strip())
          .startsWith("nightjar: ")
          .contains(word)
          .doesNotContain("\n");
    }
  }

  private static Object postUntilRefused(
      String address, AtomicInteger ids, Set<String> acknowledged) {
    HttpClient client = HttpClient.newHttpClient();
    try {
      while (true) {
        String id = "m-" + ids.incrementAndGet();
        String event =
            "{\"event\":\"E\",\"userId\":\"u\",\"messageId\":\"" + id + "\",\"properties\":{}}";
        int status =
            client.send(post(address, event), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          acknowledged.add(id);
        }
      }
    } catch (IOException e) {
      return acknowledged;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return acknowledged;
    }
  }

  private static HttpRequest post(String address, String event) {
    return HttpRequest.newBuilder(URI.create(address + "/v1/track"))
        .POST(HttpRequest.BodyPublishers.ofString(event))
        .build();
  }

  /** What a power cut leaves of a write that nobody was told of. */
  private void tearTheOpenSegment() throws IOException {
    try (Stream<Path> segments = Files.list(folder.resolve("home/collector"))) {
      for (Path segment : segments.filter(file -> file.toString().endsWith(".open")).toList()) {
        Files.writeString(segment, "{\"type\":\"tr", StandardOpenOption.APPEND);
      }
    }
  }

  private static void upload(Path from, LakeSettings to) throws IOException {
    try (ObjectStore store = ObjectStores.open(to);
        Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        store.put(from.relativize(file).toString(), file);
      }
    }
  }
}

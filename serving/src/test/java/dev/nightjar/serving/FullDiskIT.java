package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home on a file system of two megabytes that is really full. Skips where none can be mounted,
 * which takes the rights of root.
 */
class FullDiskIT {
  private static final int LEFT = 100_000;
  private static final int BATCH = 50;

  @TempDir Path folder;
  private Path home;
  private boolean mounted;
  private ServeProcess server;

  @BeforeEach
  void mount() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "nightjar-test", home.toString());
    assumeTrue(mounted, "no file system can be mounted here; run the test as root");
    server = start();
  }

  @AfterEach
  void unmount() throws Exception {
    if (server != null) {
      server.close();
      server.exitCode();
    }
    if (mounted) {
      assertThat(run("umount", home.toString())).isTrue();
    }
  }

  @Test
  void isA503UntilThereIsRoomAgainAndNothingIsLostOrSpoilt() throws Exception {
    List<String> taken = new ArrayList<>();
    server.awaitReady();
    Path ballast = fill();

    HttpResponse<String> refused = postUntilRefused(taken);
    assertThat(taken).isNotEmpty();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("No space left");
    assertThat(server.get("/health/ready").body()).contains("No space left");

    Files.delete(ballast);
    ServerFixture.await(() -> post(taken).statusCode() == 200);
    assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
    assertLandedOnce(taken);
  }

  @Test
  void aServerThatIsKilledOnItStartsAgainOnIt() throws Exception {
    List<String> taken = new ArrayList<>();
    server.awaitReady();
    Path ballast = fill();
    assertThat(postUntilRefused(taken).statusCode()).isEqualTo(503);
    server.kill();

    // What waited is shipped, which makes room; the rest of the disk stays as full as it was.
    server = start();
    ServerFixture.await(() -> post(taken).statusCode() == 200);
    Files.delete(ballast);
    assertLandedOnce(taken);
  }

  /** Posts until it is refused; gives the refusal. */
  private HttpResponse<String> postUntilRefused(List<String> taken) throws Exception {
    HttpResponse<String> response = post(taken);
    while (response.statusCode() == 200) {
      response = post(taken);
    }
    return response;
  }

  /** The next batch, the same again where the last was refused. */
  private HttpResponse<String> post(List<String> taken) throws Exception {
    List<String> ids =
        IntStream.range(taken.size(), taken.size() + BATCH).mapToObj(n -> "m-" + n).toList();
    StringBuilder events = new StringBuilder();
    for (String id : ids) {
      events.append(events.isEmpty() ? "" : ",");
      events
          .append("{\"type\":\"page\",\"userId\":\"u\",\"messageId\":\"")
          .append(id)
          .append("\"}");
    }
    HttpResponse<String> response = server.post("/v1/batch", "{\"batch\":[" + events + "]}");
    if (response.statusCode() == 200) {
      taken.addAll(ids);
    }
    return response;
  }

  private void assertLandedOnce(List<String> taken) throws Exception {
    server.terminate();
    server.exitCode();
    assertThat(Landing.messageIds(LakeSettings.directory(folder.resolve("lake"))))
        .containsExactlyInAnyOrderElementsOf(taken);
    try (Stream<Path> left = Files.list(home.resolve("collector"))) {
      assertThat(left.map(Path::toString))
          .noneMatch(name -> name.matches(".*\\.(torn|open|sealed)"));
    }
    assertThat(server.errors()).doesNotContain("\tat ");
  }

  /** Takes all of the disk but a little, in which a few requests have room and one has not. */
  private Path fill() throws IOException {
    Path ballast = home.resolve("ballast");
    try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
      try {
        while (true) {
          file.write(new byte[4_096]);
        }
      } catch (IOException full) {
        file.setLength(file.length() - LEFT);
      }
    }
    return ballast;
  }

  private ServeProcess start() throws IOException {
    return ServeProcess.start(
        folder,
        Map.of("NIGHTJAR_SECRET", ServerFixture.SECRET),
        "--port",
        "0",
        "--insecure",
        "--collector-only",
        "--set",
        "serving.collector.segment_age=1 hour");
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}

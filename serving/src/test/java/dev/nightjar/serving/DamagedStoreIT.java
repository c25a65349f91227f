package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers over a store of which a part can no longer be read. */
class DamagedStoreIT {

  @Test
  void answersWithoutAPersonWhoseValueIsDamagedAlsoWhileARotationLasts(@TempDir Path own)
      throws Exception {
    int users = 2_000;
    ServerFixture.publish(own, "20260105-1", users, 100);
    Map<String, String> rotating =
        Map.of(
            "privacy.secret",
            "another " + ServerFixture.SECRET,
            "privacy.key_version",
            "2",
            "privacy.previous_secret",
            ServerFixture.SECRET);
    try (ServerFixture during = ServerFixture.start(own, true, rotating).awaitReady()) {
      overwriteTheMiddle(own.resolve("home"), "users-00000.sst");
      Set<String> degraded = new TreeSet<>();
      for (int user = 0; user < 50; user++) {
        String url = "/recommendations?user_id=user-" + user;
        JsonNode stored = during.ask(url);
        assertThat(stored.at("/meta/mode").asText()).as("the order is whole").isEqualTo("personal");
        JsonNode live = during.ask(url + "&item_id=item-00002");
        assertThat(live.path("items")).hasSize(20);
        degraded.add(live.at("/meta/mode") + " " + live.at("/meta/degraded"));
      }
      assertThat(degraded).anyMatch(each -> each.endsWith(" [\"user\"]"));
      Set<String> segments = new TreeSet<>();
      for (int user = 0; user < 50; user++) {
        JsonNode answer = during.ask("/users/user-" + user + "/segment");
        segments.add(answer.at("/segment").isNull() + " " + answer.at("/meta/degraded"));
      }
      assertThat(segments).contains("true [\"user\"]");
    }
  }

  @Test
  void givesWhatIsPopularForAnItemWhoseNeighboursAreDamaged(@TempDir Path own) throws Exception {
    int items = 5_000;
    ServerFixture.publish(own, "20260105-1", 10, items);
    try (ServerFixture damaged = ServerFixture.start(own, true, Map.of()).awaitReady()) {
      overwriteTheMiddle(own.resolve("home"), "items.sst");
      Set<String> degraded = new TreeSet<>();
      for (int item = 0; item < items; item += 100) {
        JsonNode answer =
            damaged.ask(String.format(java.util.Locale.ROOT, "/items/item-%05d/similar", item));
        assertThat(answer.path("items")).isNotEmpty();
        degraded.add(answer.at("/meta/mode") + " " + answer.at("/meta/degraded"));
      }
      assertThat(degraded).contains("\"popular\" [\"item_item\"]");
    }
  }

  /** What was not read yet of an opened store can no longer be read. */
  private static void overwriteTheMiddle(Path home, String name) throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(home)) {
      file = files.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    }
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int length = (int) (bytes.size() / 2);
      bytes.write(ByteBuffer.allocate(length), bytes.size() / 4);
    }
  }
}

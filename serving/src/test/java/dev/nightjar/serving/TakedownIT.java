package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Takedown;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.takedowns.TakedownCommand;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.LakeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items are taken down and restored while a real server runs. */
class TakedownIT {
  private static final List<String> ASKED =
      List.of(
          "/recommendations?user_id=user-1&n=50",
          "/recommendations?n=50",
          "/popular?n=50",
          "/trending?n=50");

  @TempDir Path folder;

  @Test
  void vanishesFromEveryAnswerWithoutARestartOrANightAndComesBack() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 60);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      String item = first(server, "/popular?n=50");
      String neighbor = first(server, similar(item));
      String other =
          itemIds(server.ask("/popular?n=50")).stream()
              .filter(id -> !id.equals(item) && !id.equals(neighbor))
              .findFirst()
              .orElseThrow();
      assertThat(offers(server, "/recommendations?n=50", item)).isTrue();
      assertThat(afterSessionWith(server, item)).contains(neighbor);

      decide(Takedown.Kind.TAKE_DOWN, item, neighbor);
      ServerFixture.await(() -> !offers(server, "/popular?n=50", item));
      for (String path : ASKED) {
        assertThat(offers(server, path, item)).as(path).isFalse();
        assertThat(server.ask(path).path("items").size()).as(path).isGreaterThan(10);
      }
      assertThat(offers(server, similar(item), neighbor)).isFalse();
      assertThat(afterSessionWith(server, item)).isNotEmpty().doesNotContain(item, neighbor);
      assertThat(ranked(server, "unknown", item, neighbor, other))
          .containsExactlyInAnyOrder("unknown", other);
      assertThat(server.get("/metrics").body()).contains("nightjar_items_taken_down 2");

      decide(Takedown.Kind.RESTORE, item);
      ServerFixture.await(() -> offers(server, "/popular?n=50", item));
      assertThat(offers(server, similar(item), neighbor)).isFalse();
      assertThat(ranked(server, neighbor, item)).containsExactly(item);
    }
  }

  @Test
  void staysAwayFromTheNextSnapshotAndAfterARestartWithoutTheLake() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 60);
    String item;
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      item = first(server, "/popular?n=50");
      decide(Takedown.Kind.TAKE_DOWN, item);
      ServerFixture.await(() -> !offers(server, "/popular?n=50", item));
      ServerFixture.publish(folder, "s-2", 20, 60);
      ServerFixture.await(
          () -> server.ask("/health/ready").path("snapshot").asText().equals("s-2"));
      assertThat(offers(server, "/popular?n=50", item)).isFalse();
    }
    Files.move(folder.resolve("lake"), folder.resolve("gone"));
    Files.writeString(folder.resolve("lake"), "a file where a folder belongs");
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      assertThat(offers(server, "/popular?n=50", item)).isFalse();
    }
  }

  @Test
  void isLeftOutOfTheBundledItems() throws Exception {
    decide(Takedown.Kind.TAKE_DOWN, "b");
    Map<String, String> sets = Map.of("serving.bundled_items", "[a, b, c]");
    try (ServerFixture server = ServerFixture.start(folder, true, sets)) {
      ServerFixture.await(() -> !offers(server, "/recommendations", "b"));
      assertThat(offers(server, "/recommendations", "c")).isTrue();
    }
  }

  @Test
  void anObjectThatIsNoTakedownStopsNothing() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 60);
    Path takedowns = Files.createDirectories(folder.resolve("lake/" + LakePaths.TAKEDOWNS));
    Files.writeString(takedowns.resolve("broken.json"), "{");
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      String item = first(server, "/popular?n=50");
      decide(Takedown.Kind.TAKE_DOWN, item);
      ServerFixture.await(() -> !offers(server, "/popular?n=50", item));
    }
  }

  @Test
  void aLaterDecisionHoldsEvenIfItsClockIsBehind() {
    try (ObjectStore lake = lake()) {
      Instant noon = Instant.parse("2026-01-05T12:00:00Z");
      new TakedownCommand(lake, Clock.fixed(noon, ZoneOffset.UTC))
          .decide(Takedown.Kind.TAKE_DOWN, List.of("a", "b"), "recalled");
      TakedownCommand behind =
          new TakedownCommand(lake, Clock.fixed(noon.minusSeconds(600), ZoneOffset.UTC));
      behind.decide(Takedown.Kind.RESTORE, List.of("a"), "");
      assertThat(behind.inForce()).containsOnlyKeys("b");
      assertThat(behind.inForce().get("b").reason()).isEqualTo("recalled");
    }
  }

  @Test
  void refusesWhatIsNoItem() {
    try (ObjectStore lake = lake()) {
      TakedownCommand command = new TakedownCommand(lake, Clock.systemUTC());
      for (List<String> items : List.of(List.<String>of(), List.of(" "), List.of("a\nb"))) {
        assertThatThrownBy(() -> command.decide(Takedown.Kind.TAKE_DOWN, items, ""))
            .isInstanceOf(ConfigurationException.class);
      }
      assertThat(lake.list(LakePaths.TAKEDOWNS)).isEmpty();
    }
  }

  private void decide(Takedown.Kind kind, String... items) {
    try (ObjectStore lake = lake()) {
      new TakedownCommand(lake, Clock.systemUTC()).decide(kind, List.of(items), "");
    }
  }

  private ObjectStore lake() {
    return ObjectStores.open(LakeSettings.directory(folder.resolve("lake")));
  }

  private static String similar(String item) {
    return "/items/" + item + "/similar?n=50";
  }

  private static String first(ServerFixture server, String path) {
    return server.ask(path).at("/items/0/item_id").asText();
  }

  private static List<String> ranked(ServerFixture server, String... items) {
    String body = "{\"user_id\":\"user-1\",\"items\":[\"" + String.join("\",\"", items) + "\"]}";
    return itemIds(ServerFixture.json(server.post("/rank", body)));
  }

  private static List<String> afterSessionWith(ServerFixture server, String item) {
    String event = "{\"item_id\":\"" + item + "\",\"type\":\"view\"}";
    return itemIds(
        ServerFixture.json(
            server.post("/recommendations", "{\"n\":60,\"session_events\":[" + event + "]}")));
  }

  private static List<String> itemIds(JsonNode answer) {
    return answer.path("items").findValuesAsText("item_id");
  }

  private static boolean offers(ServerFixture server, String path, String item) {
    return itemIds(server.ask(path)).contains(item);
  }
}

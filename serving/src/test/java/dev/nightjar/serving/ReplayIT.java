package dev.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.Takedown;
import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.serving.replay.ReplayCommand;
import dev.nightjar.serving.takedowns.TakedownCommand;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a real server are recorded, and asked again by the command as a user runs it. */
class ReplayIT {
  /** Conditions of every kind, one on a value of the context that is recorded for what it lifts. */
  private static final String RULES =
      """
      rules {
        books { slots = 0.4, items = "category = \\"books\\"", scenarios = [basket] }
        cheap-on-phones { boost = 3, items = "price < 30", when { os = [ios], device = [mobile] } }
        first { pin = ["item-00020"], at = 2, when { item = "price > 0" } }
        late { bury = true, items = "item_id in (\\"item-00000\\", \\"item-00001\\")" }
        two-of-each { max_per_category = 2, scenarios = [basket], when { segment = [0, 1, 2] } }
      }
      """;

  private static final String[] SAME = {"--set", "ranking.explore=0.1"};
  private static final List<String> GETS =
      List.of(
          "",
          "user_id=user-1",
          "user_id=user-1&n=3&cursor=",
          "user_id=user-8&include=sentence&locale=de-AT",
          "user_id=user-2&n=50&include_seen=true&explain=true",
          "user_id=user-3&n=7&diversity=0.3&calibration=0.123456789&freshness=1&max_per_category=2",
          "user_id=user-4&scenario=basket&include=metadata",
          "user_id=user-5&item_id=item-00007&exclude=item-00008&category=books&explain=true",
          "session_id=visit-1&device=mobile&country=de&daypart=evening&weekday=friday",
          "user_id=user-6&filter=price%20%3C%20100%20and%20not%20tag%20%3D%20%22%C3%BC%22&n=30",
          "user_id=%C3%BC%22nobody&item_id=no%C3%BCsuch&n=500");
  private static final String POST =
      "{\"user_id\":\"user-7\",\"session_events\":[{\"item_id\":\"item-00003\",\"type\":\"like\","
          + "\"timestamp\":\"2026-01-05T10:00:00.123456Z\"},{\"item_id\":\"item-00011\"}],\"pin\":[\"item-00005\"],\"boost\":[{\"filter\":\"price"
          + " < 50\",\"by\":2}],"
          + "\"context\":{\"device\":\"mobile\",\"ip\":\"1.2.3.4\",\"os\":\"ios\"},\"explain\":true}";

  @TempDir Path folder;

  @Test
  void everyKindOfAnswerComesOutAgainByteForByteOverTwoSnapshotsAndATakedown() throws Exception {
    int answers = recordTwoSnapshots();
    Path file = recorded().get(0);
    String all = answers + " of " + answers + " answers equal, byte for byte\n";
    assertThat(recorded()).hasSize(1);
    assertThat(Files.readString(file))
        .contains("\"withheld\":[\"")
        .contains("\"snapshot\":\"s-1\"")
        .contains("\"snapshot\":\"s-2\"")
        .contains("\"books\"", "\"cheap-on-phones\"", "\"first\"", "\"late\"", "\"two-of-each\"")
        .contains("\"os\":\"ios\"")
        .doesNotContain("user-1\"", "1.2.3.4", "visit-1");

    assertThat(replay(file, SAME)).isEqualTo(new CommandRun(0, all, ""));
    // Without this machine's copies, from the lake, which leaves nothing behind.
    delete(folder.resolve("home/serving"));
    assertThat(replay(file, SAME)).isEqualTo(new CommandRun(0, all, ""));
    try (Stream<Path> left = Files.list(folder.resolve("home/replay"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aSnapshotThatIsGoneIsSaidAndNotCalledEqual() throws Exception {
    int answers = recordTwoSnapshots();
    delete(folder.resolve("home/serving/s-1"));
    delete(folder.resolve("lake/snapshots/s-1"));

    CommandRun run = replay(recorded().get(0), SAME);
    int first = GETS.size() + 3;
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith((answers - first) + " of " + answers + " answers equal, byte for byte\n")
        .contains("not compared: " + first)
        .contains("snapshot s-1 (" + first + "): it has no manifest in the lake");
    assertThat(replay(recorded().get(0), "--json", SAME[0], SAME[1]).out())
        .contains("\"not_compared\":" + first, "\"missing_snapshots\":[\"s-1\"]");
  }

  @Test
  void whatDiffersIsFoundAndNamed() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    try (ServerFixture server = ServerFixture.start(folder, true, recordAll()).awaitReady()) {
      askAll(server);
    }
    int answers = GETS.size() + 3;
    Path file = recorded().get(0);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Matcher score = Pattern.compile("\"rank\":2,\"score\":([-0-9.E]+)").matcher(lines.get(1));
    assertThat(score.find()).isTrue();
    lines.set(1, score.replaceFirst("\"rank\":2,\"score\":0.125"));
    Files.write(file, lines);

    CommandRun run = replay(file, SAME);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            (answers - 1)
                + " of "
                + answers
                + " answers equal, byte for byte\ndifferent: 1\n  requests-000001.jsonl line 2,"
                + " snapshot s-1: items[1].score was 0.125, is "
                + score.group(1)
                + "\n");
    assertThat(run.err()).contains("nightjar: " + (answers - 1) + " of " + answers);

    // Under other settings other answers come, and it says so: the night's order has no newcomers.
    CommandRun other = replay(file, "--set", "ranking.session.half_life_events=9");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out())
        .contains("recorded under other settings of ranking than are in force here: " + answers);
  }

  @Test
  void saysWhichLineItCannotReadAndLeavesOutATornOne() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    try (ServerFixture server = ServerFixture.start(folder, true, recordAll()).awaitReady()) {
      server.ask("/recommendations?user_id=user-1");
      server.ask("/recommendations?user_id=user-2");
    }
    Path file = recorded().get(0);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 40));
    assertThat(replay(file, SAME).out())
        .isEqualTo(
            "1 of 1 answers equal, byte for byte\n"
                + "left out, for they end in the middle of a line: 1\n");

    Files.writeString(file, text + "{\"format\":2}\n");
    CommandRun newer = replay(file, SAME);
    assertThat(newer.code()).isEqualTo(3);
    assertThat(newer.err())
        .contains("requests-000001.jsonl line 3 is no recorded request: its format is 2");
    CommandRun missing = replay(folder.resolve("nothing.jsonl"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("is no file");
  }

  @Test
  void recordsAShareWithinItsBoundsAndNobodyWhoRefusesAnalytics() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    Map<String, String> sets =
        Map.of(
            "serving.record.share",
            "0.5",
            "serving.record.file_bytes",
            "20000",
            "serving.record.files",
            "3");
    try (ServerFixture server = ServerFixture.start(folder, true, sets).awaitReady()) {
      for (int i = 0; i < 200; i++) {
        server.ask("/recommendations?user_id=user-1");
      }
      ServerFixture.await(() -> counted(server, "written") > 60);
      assertThat(counted(server, "written")).isLessThan(140);
      for (int i = 0; i < 60; i++) {
        server.post("/recommendations", "{\"user_id\":\"u\",\"consent\":{\"analytics\":false}}");
      }
      assertThat(counted(server, "skipped")).isBetween(10L, 50L);
    }
    assertThat(recorded()).hasSize(3);
    for (Path file : recorded()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(20_000);
      assertThat(replay(file).code()).isZero();
    }
  }

  @Test
  void recordsNothingByDefault() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    try (ServerFixture server = ServerFixture.start(folder, true, Map.of()).awaitReady()) {
      server.ask("/recommendations?user_id=user-1");
    }
    assertThat(folder.resolve("home/recorded")).doesNotExist();
  }

  /** Over the first snapshot, over it without its most popular item, and over the next one. */
  private int recordTwoSnapshots() throws Exception {
    ServerFixture.publish(folder, "s-1", 20, 200);
    try (ServerFixture server = ServerFixture.start(folder, true, recordAll()).awaitReady()) {
      server.post(
          "/v1/track",
          "{\"userId\":\"user-1\",\"event\":\"Item"
              + " Viewed\",\"properties\":{\"item_id\":\"item-00042\"},"
              + "\"context\":{\"sessionId\":\"visit-1\"}}");
      askAll(server);
      ServerFixture.publish(folder, "s-2", 20, 180);
      ServerFixture.await(
          () -> server.ask("/health/ready").path("snapshot").asText().equals("s-2"));
      askAll(server);
      String item = server.ask("/popular?n=1").at("/items/0/item_id").asText();
      try (ObjectStore lake = ObjectStores.open(lake())) {
        new TakedownCommand(lake, Clock.systemUTC())
            .decide(Takedown.Kind.TAKE_DOWN, List.of(item, "unknown"), "a test");
      }
      ServerFixture.await(
          () -> !server.ask("/popular?n=1").at("/items/0/item_id").asText().equals(item));
      askAll(server);
      assertThat(counted(server, "dropped") + counted(server, "failed")).isZero();
    }
    return 3 * (GETS.size() + 3);
  }

  private static void askAll(ServerFixture server) {
    GETS.forEach(query -> server.ask("/recommendations?" + query));
    assertThat(server.post("/recommendations", POST).statusCode()).isEqualTo(200);
    String page = "/recommendations?user_id=user-9&n=5&scenario=basket&cursor=";
    server.ask(page + server.ask(page).at("/meta/next_cursor").asText());
  }

  private Map<String, String> recordAll() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.conf"), RULES);
    return Map.of(
        "serving.record.share",
        "1",
        "ranking.explore",
        "0.1",
        "serving.rules_file",
        rules.toString());
  }

  private static long counted(ServerFixture server, String outcome) {
    String name = "nightjar_recorded_answers_total{outcome=\"" + outcome + "\"} ";
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private CommandRun replay(Path file, String... flags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("replay", file.toString()));
    arguments.addAll(List.of(flags));
    return CommandRun.of(folder, ReplayCommand.class, arguments.toArray(String[]::new));
  }

  private List<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/recorded"))) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private LakeSettings lake() {
    return LakeSettings.directory(folder.resolve("lake"));
  }
}

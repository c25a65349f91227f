package dev.nightjar.serving.bench;

import dev.nightjar.serving.Serve;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code nightjar bench serving [--json]}: the server over a made-up snapshot beside a bare Javalin
 * route that returns the same bytes: answers from the orders that a night stored, and answers that
 * are worked out when they are asked for. Both run with the same flags in processes of their own, a
 * client in a third asks them in turns; rounds are compared pairwise.
 */
public final class ServingBench {
  private static final String SECRET = "only-for-benchmarks-and-no-secret";
  private static final String PATH = "/recommendations?user_id=";
  private static final String PATH_RICH = "/recommendations?include=metadata&user_id=";
  private static final String PATH_BY_WEIGHTS = "/recommendations?scenario=linear&user_id=";
  private static final String PATH_RULED =
      "/recommendations?scenario=ruled&filter=price%20%3C%2080&user_id=";
  private static final String PATH_BY_TREES =
      "/recommendations?item_id=" + SampleSnapshot.itemId(0) + "&user_id=";
  private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");
  private static final String SERVER = "recommendations";
  private static final String WITH_METADATA = "recommendations with metadata";
  private static final String BY_WEIGHTS = "ordered live by weights";
  private static final String BY_TREES = "ordered live by trees";
  private static final String RULED = "recommendations with filter and rules";
  private static final String IN_SESSION = "after five session events";
  private static final String CALM = "p99 at a tenth of the throughput";
  private static final String IN_A_CHANGE = "p99 while the snapshot changes";
  private static final String SCENARIOS =
      "scenarios { ruled {}, linear { weights { als = 1, item_item = 1, recent = 0.3 } } }";

  /** One rule of each kind that costs something. */
  private static final String RULES =
      """
      rules {
        lift { boost = 1.5, items = "properties.color = \\"red\\"", scenarios = [ruled] }
        never { block = true, items = "tag = \\"gift\\"", scenarios = [ruled] }
        own { slots = 0.2, items = "category = \\"books\\"", scenarios = [ruled] }
      }
      """;

  /** Until the compiler has caught up, which takes some ten thousand answers worked out live. */
  private static final double WARM_UP_SECONDS = 45;

  /** Persons who are in a session, so that a server keeps all of their events. */
  private static final int MOST_SESSIONS = 20_000;

  private static final String BARE = "bare route";
  private static final String BARE_METADATA = "bare route, bytes with metadata";

  private final int users;
  private final int items;
  private final int sessions;
  private final int rounds;
  private final double seconds;
  private final int connections;
  private final Progress progress = new Progress();

  private ServingBench(CommandLine line) {
    users = line.integer("users", 1, 1_000_000).orElse(5_000);
    items = line.integer("items", 1_000, 1_000_000).orElse(2_000);
    sessions = Math.min(users, MOST_SESSIONS);
    rounds = line.integer("rounds", 1, 100).orElse(5);
    seconds = line.integer("seconds", 1, 600).orElse(4);
    connections = line.integer("connections", 1, 256).orElse(8);
  }

  /** Runs and prints. */
  public static void main(String[] args) {
    ExitCodes.exit(
        () -> {
          CommandLine line =
              CommandLine.parse(
                  args, Set.of("users", "items", "rounds", "seconds", "connections"), Set.of());
          new ServingBench(line).run(line.has("json"));
        });
  }

  private void run(boolean json) throws IOException {
    Path folder = Files.createTempDirectory("nightjar-bench");
    try {
      progress.say("writing a snapshot of " + users + " users and " + items + " items");
      sample().publish(folder.resolve("lake"), SampleSnapshot.secretBytes(SECRET));
      Files.writeString(folder.resolve("scenarios.conf"), SCENARIOS);
      Files.writeString(folder.resolve("rules.conf"), RULES);
      Figures figures = measured(folder);
      figures.add("start to ready", secondsToReady(folder), "s");
      System.out.println(json ? figures.json() : figures.table());
    } finally {
      Figures.delete(folder);
    }
  }

  private Figures measured(Path folder) throws IOException {
    try (ChildJvm server = server(folder, "home");
        ChildJvm busy = server(folder, "busy")) {
      String busyAddress = busy.line();
      new SampleSessions(sessions).post(busyAddress);
      String address = server.line();
      byte[] body = awaitAnswer(address + PATH + SampleSnapshot.userId(0));
      byte[] rich = awaitAnswer(address + PATH_RICH + SampleSnapshot.userId(0));
      awaitAnswer(busyAddress + PATH + SampleSnapshot.userId(0));
      try (ChildJvm bare = bare(folder, "plain", body);
          ChildJvm bareRich = bare(folder, "rich", rich)) {
        List<Target> targets =
            List.of(
                asked(SERVER, server, address + PATH),
                asked(BARE, bare, bare.line() + PATH),
                asked(WITH_METADATA, server, address + PATH_RICH),
                asked(BARE_METADATA, bareRich, bareRich.line() + PATH),
                asked(BY_WEIGHTS, server, address + PATH_BY_WEIGHTS),
                asked(BY_TREES, server, address + PATH_BY_TREES),
                asked(RULED, server, address + PATH_RULED),
                asked(IN_SESSION, busy, busyAddress + PATH));
        Figures figures = new Figures(FLAGS);
        double capacity = throughput(targets, figures);
        latency(targets.get(0), targets.get(1), capacity, folder.resolve("lake"), figures);
        figures.add("resident memory", server.residentMebibytes(), "MiB");
        figures.add("bytes of an answer", body.length, "bytes");
        figures.add("bytes of an answer with metadata", rich.length, "bytes");
        return figures;
      }
    }
  }

  private Target asked(String name, ChildJvm server, String url) {
    int persons = name.equals(IN_SESSION) ? sessions : users;
    return new Target(name, server, url, List.of("users", Integer.toString(persons)));
  }

  /** As fast as the connections allow; gives the answers a second of a stored order. */
  private double throughput(List<Target> targets, Figures figures) throws IOException {
    List<Rounds.Turn> turns = new ArrayList<>();
    for (Target target : targets) {
      progress.say("warming up: " + target.name());
      target.load(connections, Math.max(seconds, WARM_UP_SECONDS), 0);
      turns.add(() -> target.load(connections, seconds, 0));
    }
    Rounds measured = Rounds.of(rounds, turns, progress);
    for (int i = 0; i < targets.size(); i++) {
      String name = targets.get(i).name();
      figures.add(name, measured.median(i, Load::perSecond), "answers/s");
      figures.add(name + ", server's CPU", measured.median(i, Load::cpu), "us an answer");
      figures.add(name + ", p50", measured.median(i, Load::p50), "us");
      figures.add(name + ", p99", measured.median(i, Load::p99), "us");
    }
    figures.ratio(SERVER, measured.ratio(0, 1, Load::perSecond));
    figures.ratio(WITH_METADATA, measured.ratio(2, 3, Load::perSecond));
    figures.ratio(BY_WEIGHTS, measured.ratio(4, 1, Load::perSecond));
    figures.ratio(BY_TREES, measured.ratio(5, 1, Load::perSecond));
    figures.ratio(RULED, measured.ratio(6, 1, Load::perSecond));
    figures.ratio(IN_SESSION, measured.ratio(7, 1, Load::perSecond));
    return measured.median(0, Load::perSecond);
  }

  /** At a tenth of what the server can do, alone and while it changes to another snapshot. */
  private void latency(Target server, Target bare, double capacity, Path lake, Figures figures)
      throws IOException {
    double rate = capacity / 10;
    SnapshotChanges changes =
        new SnapshotChanges(lake, sample(), server.url() + SampleSnapshot.userId(0));
    double alone = changes.secondsAlone();
    // Under load it takes longer, and the whole of it is to be seen.
    double changing = Math.max(seconds, 3 * alone + 1);
    Rounds measured =
        Rounds.of(
            rounds,
            List.of(
                () -> server.load(connections, seconds, rate),
                () -> bare.load(connections, seconds, rate),
                () -> changes.during(() -> server.load(connections, changing, rate))),
            progress);
    figures.add("a change of the snapshot, alone", alone, "s");
    figures.add(CALM, measured.median(0, Load::p99), "us");
    figures.add(CALM + ", bare route", measured.median(1, Load::p99), "us");
    figures.add(IN_A_CHANGE, measured.median(2, Load::p99), "us");
    figures.ratio(CALM, measured.ratio(0, 1, Load::p99));
    figures.ratio(IN_A_CHANGE, measured.ratio(2, 0, Load::p99));
  }

  private SampleSnapshot sample() {
    return new SampleSnapshot("bench", users, items, 1);
  }

  /** From the start of a process, over the copy of the snapshot on this machine, to an answer. */
  private static double secondsToReady(Path folder) throws IOException {
    long start = System.nanoTime();
    try (ChildJvm again = server(folder, "home")) {
      awaitAnswer(again.line() + PATH + SampleSnapshot.userId(0));
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static ChildJvm server(Path folder, String home) throws IOException {
    return ChildJvm.start(
        Serve.class,
        FLAGS,
        Map.of("NIGHTJAR_SECRET", SECRET),
        List.of(
            "--port",
            "0",
            "--insecure",
            "--lake",
            "file://" + folder.resolve("lake"),
            "--home",
            folder.resolve(home).toString(),
            "--set",
            "serving.scenarios_file=" + folder.resolve("scenarios.conf"),
            "--set",
            "serving.rules_file=" + folder.resolve("rules.conf")));
  }

  private static ChildJvm bare(Path folder, String name, byte[] body) throws IOException {
    Path file = folder.resolve(name + ".json");
    Files.write(file, body);
    return ChildJvm.start(
        BareServer.class, FLAGS, Map.of(), List.of(file.toString(), "/recommendations"));
  }

  static byte[] awaitAnswer(String url) throws IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (true) {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      if (connection.getResponseCode() == 200) {
        try (InputStream in = connection.getInputStream()) {
          return in.readAllBytes();
        }
      }
      if (System.nanoTime() - end > 0) {
        throw new IOException("the server of the benchmark has no snapshot after five minutes");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the server started", e);
      }
    }
  }
}

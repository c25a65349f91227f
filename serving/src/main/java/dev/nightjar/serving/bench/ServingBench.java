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
  private static final double WARM_UP_SECONDS = 20;

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
      new SampleSnapshot("bench", users, items, 1)
          .publish(folder.resolve("lake"), SampleSnapshot.secretBytes(SECRET));
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
      byte[] rich = awaitAnswer(address + richPath(SampleSnapshot.userId(0)));
      awaitAnswer(busyAddress + PATH + SampleSnapshot.userId(0));
      try (ChildJvm bare = bare(folder, "plain", body);
          ChildJvm bareRich = bare(folder, "rich", rich)) {
        List<Target> targets =
            List.of(
                new Target(SERVER, server, address + PATH),
                new Target(BARE, bare, bare.line() + PATH),
                new Target(WITH_METADATA, server, address + richPath("")),
                new Target(BARE_METADATA, bareRich, bareRich.line() + PATH),
                new Target(BY_WEIGHTS, server, address + PATH_BY_WEIGHTS),
                new Target(BY_TREES, server, address + PATH_BY_TREES),
                new Target(RULED, server, address + PATH_RULED),
                new Target(IN_SESSION, busy, busyAddress + PATH));
        measure(targets);
        Figures figures = new Figures(FLAGS);
        report(targets, figures);
        figures.add("resident memory", server.residentMebibytes(), "MiB");
        figures.add("bytes of an answer", body.length, "bytes");
        figures.add("bytes of an answer with metadata", rich.length, "bytes");
        return figures;
      }
    }
  }

  /** From the start of a process, over the copy of the snapshot on this machine, to an answer. */
  private static double secondsToReady(Path folder) throws IOException {
    long start = System.nanoTime();
    try (ChildJvm again = server(folder, "home")) {
      awaitAnswer(again.line() + PATH + SampleSnapshot.userId(0));
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static String richPath(String user) {
    return "/recommendations?include=metadata&user_id=" + user;
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

  private void measure(List<Target> targets) throws IOException {
    for (int round = 0; round <= rounds; round++) {
      progress.say(round == 0 ? "warming up" : "round " + round + " of " + rounds);
      for (Target target : targets) {
        double cpu = target.process().cpuMicros();
        double forSeconds = round == 0 ? Math.max(seconds, WARM_UP_SECONDS) : seconds;
        String[] figures = load(target, forSeconds).split(" ");
        double used = target.process().cpuMicros() - cpu;
        if (round > 0) {
          double perSecond = Double.parseDouble(figures[0]);
          target.perSecond().add(perSecond);
          target.cpu().add(used / (perSecond * seconds));
          target.p50().add(Double.parseDouble(figures[1]));
          target.p99().add(Double.parseDouble(figures[2]));
        }
      }
    }
  }

  private String load(Target target, double forSeconds) throws IOException {
    try (ChildJvm client =
        ChildJvm.start(
            LoadClient.class,
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            Map.of(),
            List.of(
                target.url(),
                Integer.toString(target.name().equals(IN_SESSION) ? sessions : users),
                Integer.toString(connections),
                Double.toString(forSeconds)))) {
      return client.line();
    }
  }

  private static void report(List<Target> targets, Figures figures) {
    for (Target target : targets) {
      String name = target.name();
      figures.add(name, median(target.perSecond()), "answers/s");
      figures.add(name + ", server's CPU", median(target.cpu()), "us an answer");
      figures.add(name + ", p50", median(target.p50()), "us");
      figures.add(name + ", p99", median(target.p99()), "us");
    }
    figures.ratio(SERVER, ratio(targets, 0, 1));
    figures.ratio(WITH_METADATA, ratio(targets, 2, 3));
    figures.ratio(BY_WEIGHTS, ratio(targets, 4, 1));
    figures.ratio(BY_TREES, ratio(targets, 5, 1));
    figures.ratio(RULED, ratio(targets, 6, 1));
    figures.ratio(IN_SESSION, ratio(targets, 7, 1));
  }

  /** The median of the rounds' ratios: what slows the machine for a while slows both. */
  private static double ratio(List<Target> targets, int ours, int peers) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < targets.get(ours).perSecond().size(); round++) {
      ratios.add(
          targets.get(ours).perSecond().get(round) / targets.get(peers).perSecond().get(round));
    }
    return median(ratios);
  }

  private static byte[] awaitAnswer(String url) throws IOException {
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

  private static double median(List<Double> values) {
    return Figures.median(values, Double::doubleValue);
  }

  private record Target(
      String name,
      ChildJvm process,
      String url,
      List<Double> perSecond,
      List<Double> cpu,
      List<Double> p50,
      List<Double> p99) {
    Target(String name, ChildJvm process, String url) {
      this(
          name,
          process,
          url,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }
}

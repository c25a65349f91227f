package dev.nightjar.serving.bench;

import dev.nightjar.serving.Serve;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Progress;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Jetty;

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

  private static final String BARE = "bare route";
  private static final String BARE_METADATA = "bare route, bytes with metadata";

  private final int users;
  private final int rounds;
  private final double seconds;
  private final int connections;
  private final Progress progress = new Progress();

  private ServingBench(CommandLine line) {
    users = line.integer("users", 1, 1_000_000).orElse(5_000);
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
                  args, Set.of("users", "rounds", "seconds", "connections"), Set.of());
          new ServingBench(line).run(line.has("json"));
        });
  }

  private void run(boolean json) throws IOException {
    Path folder = Files.createTempDirectory("nightjar-bench");
    try {
      progress.say("writing a snapshot of " + users + " users and 2000 items");
      new SampleSnapshot("bench", users, 2_000, 1)
          .publish(folder.resolve("lake"), SampleSnapshot.secretBytes(SECRET));
      Files.writeString(folder.resolve("scenarios.conf"), SCENARIOS);
      Files.writeString(folder.resolve("rules.conf"), RULES);
      try (ChildJvm server = server(folder, "home");
          ChildJvm busy = server(folder, "busy")) {
        String busyAddress = busy.line();
        new SampleSessions(users).post(busyAddress);
        String address = server.line();
        byte[] body = awaitAnswer(address + PATH + SampleSnapshot.userId(0));
        byte[] rich = awaitAnswer(address + richPath(SampleSnapshot.userId(0)));
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
          double resident = server.residentMebibytes();
          print(targets, resident, new int[] {body.length, rich.length}, json);
        }
      }
    } finally {
      delete(folder);
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
        String[] figures = load(target).split(" ");
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

  private String load(Target target) throws IOException {
    try (ChildJvm client =
        ChildJvm.start(
            LoadClient.class,
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            Map.of(),
            List.of(
                target.url(),
                Integer.toString(users),
                Integer.toString(connections),
                Double.toString(seconds)))) {
      return client.line();
    }
  }

  private void print(List<Target> targets, double resident, int[] bytes, boolean json) {
    List<Row> rows = new ArrayList<>();
    for (Target target : targets) {
      rows.add(new Row(target.name(), median(target.perSecond()), "answers/s"));
      rows.add(new Row(target.name() + ", server's CPU", median(target.cpu()), "us an answer"));
      rows.add(new Row(target.name() + ", p50", median(target.p50()), "us"));
      rows.add(new Row(target.name() + ", p99", median(target.p99()), "us"));
    }
    rows.add(new Row("resident memory", resident, "MiB"));
    rows.add(new Row("bytes of an answer", bytes[0], "bytes"));
    rows.add(new Row("bytes of an answer with metadata", bytes[1], "bytes"));
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put(SERVER, ratio(targets, 0, 1));
    ratios.put(WITH_METADATA, ratio(targets, 2, 3));
    ratios.put(BY_WEIGHTS, ratio(targets, 4, 1));
    ratios.put(BY_TREES, ratio(targets, 5, 1));
    ratios.put(RULED, ratio(targets, 6, 1));
    ratios.put(IN_SESSION, ratio(targets, 7, 1));
    System.out.println(json ? json(rows, ratios) : table(rows, ratios));
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

  private static String json(List<Row> rows, Map<String, Double> ratios) {
    JsonBuffer out = new JsonBuffer().raw("{\"machine\":").text(machine()).raw(",\"rows\":[");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").text(row.name());
      out.raw(",\"value\":").number(row.value()).raw(",\"unit\":").text(row.unit()).raw("}");
    }
    out.raw("],\"ratios\":");
    String before = "{";
    for (Map.Entry<String, Double> ratio : ratios.entrySet()) {
      out.raw(before).text(ratio.getKey()).raw(":").number(ratio.getValue());
      before = ",";
    }
    out.raw("}}");
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }

  private static String table(List<Row> rows, Map<String, Double> ratios) {
    StringBuilder out = new StringBuilder(machine()).append('\n');
    for (Row row : rows) {
      out.append(
          String.format(Locale.ROOT, "%-46s %12.1f %s%n", row.name(), row.value(), row.unit()));
    }
    ratios.forEach(
        (name, ratio) ->
            out.append(String.format(Locale.ROOT, "%-46s %12.2f%n", name + " / bare", ratio)));
    return out.toString().stripTrailing();
  }

  private static String machine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version()
        + ", Javalin "
        + version(Javalin.class)
        + ", Jetty "
        + Jetty.VERSION
        + ", flags "
        + String.join(" ", FLAGS);
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "of this build" : version;
  }

  private static byte[] awaitAnswer(String url) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      if (connection.getResponseCode() == 200) {
        try (InputStream in = connection.getInputStream()) {
          return in.readAllBytes();
        }
      }
      if (System.nanoTime() - end > 0) {
        throw new IOException("the server of the benchmark has no snapshot after 60 seconds");
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
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElse(0);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private record Row(String name, double value, String unit) {}

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

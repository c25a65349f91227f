package dev.nightjar.serving.bench;

import dev.nightjar.serving.Serve;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code nightjar bench collector [--json]}: events a second through {@code /v1/batch}, every one
 * on the disk when it is acknowledged, and the latency of single events at a steady rate; beside a
 * bare Javalin route that reads the same bodies and does nothing. Each in a process of its own, and
 * the client in another, in turns. With {@code --soak N} so many events more, and the memory before
 * and after.
 */
public final class CollectorBench {
  private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");
  private static final String SECRET = "only-for-benchmarks-and-no-secret";
  private static final int BATCH = 100;
  private static final int BATCH_CONNECTIONS = 4;
  private static final int RATE = 1_000;
  private static final int RATE_CONNECTIONS = 32;

  private final int rounds;
  private final int seconds;
  private final int soak;
  private final Progress progress = new Progress();
  private int run;

  private CollectorBench(CommandLine line) {
    rounds = line.integer("rounds", 1, 100).orElse(3);
    seconds = line.integer("seconds", 1, 600).orElse(5);
    soak = line.integer("soak", 0, 100_000_000).orElse(0);
  }

  /** Runs and prints. */
  public static void main(String[] args) {
    ExitCodes.exit(
        () -> {
          CommandLine line = CommandLine.parse(args, Set.of("rounds", "seconds", "soak"), Set.of());
          new CollectorBench(line).run(line.has("json"));
        });
  }

  private void run(boolean json) throws IOException {
    Path folder = Files.createTempDirectory("nightjar-bench");
    try {
      Path answer = folder.resolve("answer.json");
      Files.writeString(answer, "{\"success\":true,\"accepted\":100,\"rejected\":0,\"errors\":[]}");
      try (ChildJvm server = server(folder);
          ChildJvm bareBatch = bare(answer, "/v1/batch");
          ChildJvm bareTrack = bare(answer, "/v1/track")) {
        String address = server.line();
        Figures figures = new Figures(FLAGS);
        measure(
            figures,
            List.of(
                new Target("batches", server, address + "/v1/batch", BATCH),
                new Target(
                    "batches, empty handler", bareBatch, bareBatch.line() + "/v1/batch", BATCH)));
        measure(
            figures,
            List.of(
                new Target("single", server, address + "/v1/track", 0),
                new Target("single, empty handler", bareTrack, bareTrack.line() + "/v1/track", 0)));
        figures.add("resident memory", server.residentMebibytes(), "MiB");
        if (soak > 0) {
          soak(address, server, figures);
        }
        System.out.println(json ? figures.json() : figures.table());
      }
    } finally {
      Figures.delete(folder);
    }
  }

  private void measure(Figures figures, List<Target> targets) throws IOException {
    List<double[][]> measured = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      progress.say(round == 0 ? "warming up" : "round " + round + " of " + rounds);
      double[][] each = new double[targets.size()][];
      for (int i = 0; i < each.length; i++) {
        Target target = targets.get(i);
        double cpu = target.process().cpuMicros();
        double[] loaded = load(target, seconds);
        double events = loaded[0] * seconds * Math.max(1, target.batch());
        double used = (target.process().cpuMicros() - cpu) / events;
        each[i] = new double[] {loaded[0], loaded[1], loaded[2], used};
      }
      if (round > 0) {
        measured.add(each);
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      int place = i;
      double perSecond = Figures.median(measured, each -> each[place][0]);
      String name = target.name();
      figures.add(name, perSecond * Math.max(1, target.batch()), "events/s");
      figures.add(name + ", CPU", Figures.median(measured, each -> each[place][3]), "us an event");
      figures.add(name + ", p50", Figures.median(measured, each -> each[place][1]), "us");
      figures.add(name + ", p99", Figures.median(measured, each -> each[place][2]), "us");
    }
  }

  private void soak(String address, ChildJvm server, Figures figures) throws IOException {
    Target target = new Target("soak", server, address + "/v1/batch", BATCH);
    double sent = 0;
    for (int part = 1; sent < soak; part++) {
      double perSecond = load(target, 20)[0];
      sent += perSecond * 20 * BATCH;
      double resident = server.residentMebibytes();
      progress.say(String.format(Locale.ROOT, "%.0f events sent, %.0f MiB", sent, resident));
      figures.add("resident memory after part " + part, resident, "MiB");
    }
    figures.add("events of the soak", sent, "events");
  }

  private double[] load(Target target, int forSeconds) throws IOException {
    boolean batches = target.batch() > 0;
    try (ChildJvm client =
        ChildJvm.start(
            PostClient.class,
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            Map.of(),
            List.of(
                target.url(),
                Integer.toString(target.batch()),
                Integer.toString(batches ? BATCH_CONNECTIONS : RATE_CONNECTIONS),
                Integer.toString(forSeconds),
                Integer.toString(batches ? 0 : RATE),
                Integer.toString(run++)))) {
      return Arrays.stream(client.line().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }
  }

  private static ChildJvm server(Path folder) throws IOException {
    return ChildJvm.start(
        Serve.class,
        FLAGS,
        Map.of("NIGHTJAR_SECRET", SECRET),
        List.of(
            "--collector-only",
            "--insecure",
            "--port",
            "0",
            "--lake",
            "file://" + folder.resolve("lake"),
            "--home",
            folder.resolve("home").toString()));
  }

  private static ChildJvm bare(Path answer, String path) throws IOException {
    return ChildJvm.start(BareServer.class, FLAGS, Map.of(), List.of(answer.toString(), path));
  }

  /**
   * What is measured.
   *
   * @param batch events a request; 0: single ones at a steady rate
   */
  private record Target(String name, ChildJvm process, String url, int batch) {}
}

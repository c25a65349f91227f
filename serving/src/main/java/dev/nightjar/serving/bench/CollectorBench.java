package dev.nightjar.serving.bench;

import dev.nightjar.serving.Serve;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final double SOAK_PART_SECONDS = 20;

  private final int rounds;
  private final int seconds;
  private final int soak;
  private final Progress progress = new Progress();

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
                Kind.of("batches", server, address + "/v1/batch", BATCH),
                Kind.of(
                    "batches, empty handler", bareBatch, bareBatch.line() + "/v1/batch", BATCH)));
        measure(
            figures,
            List.of(
                Kind.of("single", server, address + "/v1/track", 0),
                Kind.of("single, empty handler", bareTrack, bareTrack.line() + "/v1/track", 0)));
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

  private void measure(Figures figures, List<Kind> kinds) throws IOException {
    for (Kind kind : kinds) {
      progress.say("warming up, " + kind.target().name());
      kind.load(seconds);
    }
    List<Rounds.Turn> turns =
        kinds.stream().map(kind -> (Rounds.Turn) () -> kind.load(seconds)).toList();
    Rounds measured = Rounds.of(rounds, turns, progress);
    for (int i = 0; i < kinds.size(); i++) {
      String name = kinds.get(i).target().name();
      int events = Math.max(1, kinds.get(i).batch());
      figures.add(name, measured.median(i, Load::perSecond) * events, "events/s");
      figures.add(name + ", CPU", measured.median(i, Load::cpu) / events, "us an event");
      figures.add(name + ", p50", measured.median(i, Load::p50), "us");
      figures.add(name + ", p99", measured.median(i, Load::p99), "us");
    }
  }

  private void soak(String address, ChildJvm server, Figures figures) throws IOException {
    Kind kind = Kind.of("soak", server, address + "/v1/batch", BATCH);
    double sent = 0;
    for (int part = 1; sent < soak; part++) {
      sent += kind.load(SOAK_PART_SECONDS).perSecond() * SOAK_PART_SECONDS * BATCH;
      double resident = server.residentMebibytes();
      progress.say(String.format(Locale.ROOT, "%.0f events sent, %.0f MiB", sent, resident));
      figures.add("resident memory after part " + part, resident, "MiB");
    }
    figures.add("events of the soak", sent, "events");
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
  private record Kind(Target target, int batch) {
    static Kind of(String name, ChildJvm server, String url, int batch) {
      return new Kind(
          new Target(name, server, url, List.of("events", Integer.toString(batch))), batch);
    }

    Load load(double seconds) throws IOException {
      return batch > 0
          ? target.load(BATCH_CONNECTIONS, seconds, 0)
          : target.load(RATE_CONNECTIONS, seconds, RATE);
    }
  }
}

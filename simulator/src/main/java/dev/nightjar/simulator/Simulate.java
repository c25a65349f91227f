package dev.nightjar.simulator;

import dev.nightjar.objects.ObjectStore;
import dev.nightjar.objects.ObjectStores;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command {@code simulate}: lands a world in the lake and its answer sheet in the home
 * directory, or, with {@code --live}, sends the traffic of the world's next day to a server.
 */
public final class Simulate {
  static final Set<String> VALUE_FLAGS =
      Set.of(
          "days",
          "users",
          "items",
          "seed",
          "first-day",
          "oracle-cutoff",
          "live",
          "rate",
          "seconds",
          "write-key");

  private Simulate() {}

  /** Runs the command. */
  public static void main(String[] args) {
    ExitCodes.exit(() -> System.out.println(run(CommandLine.parse(args, VALUE_FLAGS, Set.of()))));
  }

  /** Does what the flags ask and returns what stdout shows. */
  static String run(CommandLine line) throws IOException, InterruptedException {
    SimulatorConfig config = SimulatorConfig.load(line);
    return line.value("live").isPresent()
        ? LiveTraffic.of(line, config.world()).run()
        : land(line, config);
  }

  private static String land(CommandLine line, SimulatorConfig config) throws IOException {
    WorldParams params = config.world();
    LakeSettings lake = LakeSettings.load(line.settings());
    Progress progress = new Progress();
    TruthSheet truth;
    try (ObjectStore store = ObjectStores.open(lake)) {
      WorldWriter writer =
          new WorldWriter(new World(params), cutoffs(line, params), config.oracleItems());
      truth =
          writer.land(
              (key, body) -> landOnce(store, key, body),
              day -> {
                if (day % 7 == 0) {
                  progress.say("simulate: day " + (day + 1) + " of " + params.days());
                }
              });
    }
    Path sheet = line.home().resolve("truth.json");
    Files.createDirectories(line.home());
    Files.writeString(sheet, truth.json() + "\n", StandardCharsets.UTF_8);
    progress.say("simulate: landed " + truth.lines() + " lines in " + truth.files() + " files");
    return line.has("json") ? json(params, truth, sheet) : words(params, truth, sheet);
  }

  /**
   * A landed file never changes: landing the same world again finds its bytes there, another world
   * is refused.
   */
  private static void landOnce(ObjectStore store, String key, byte[] body) {
    if (!store.putIfAbsent(key, body)
        && !store.read(key).map(there -> Arrays.equals(there, body)).orElse(false)) {
      if (key.startsWith("oracle/")) {
        store.put(key, body);
        return;
      }
      throw new ConfigurationException(
          "the lake already holds another "
              + key
              + "; landed files never change, so name another lake with --lake or repeat the"
              + " seed, users, items and settings of the world that is there");
    }
  }

  private static Set<LocalDate> cutoffs(CommandLine line, WorldParams params) {
    if (line.value("oracle-cutoff").isEmpty()) {
      return OracleFiles.lastTwoNights(params);
    }
    LocalDate cutoff = line.date("oracle-cutoff").orElseThrow();
    if (cutoff.isBefore(params.firstDay()) || cutoff.isAfter(params.lastDay())) {
      throw new ConfigurationException(
          "--oracle-cutoff "
              + cutoff
              + " is outside of the world's days, "
              + params.firstDay()
              + " to "
              + params.lastDay());
    }
    return new TreeSet<>(Set.of(cutoff));
  }

  private static String json(WorldParams params, TruthSheet truth, Path sheet) {
    return new JsonText()
        .put("first_day", params.firstDay().toString())
        .put("last_day", params.lastDay().toString())
        .put("lines", truth.lines())
        .put("event_lines", truth.eventLines())
        .put("files", truth.files())
        .put("truth", sheet.toString())
        .end();
  }

  private static String words(WorldParams params, TruthSheet truth, Path sheet) {
    return "Landed "
        + truth.lines()
        + " lines in "
        + truth.files()
        + " files, "
        + params.firstDay()
        + " to "
        + params.lastDay()
        + "; the answer sheet is "
        + sheet;
  }
}

package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateIT {
  @TempDir Path dir;

  private String simulate(String... flags) throws Exception {
    String[] args =
        Stream.concat(
                Stream.of(
                    "simulate",
                    "--users",
                    "40",
                    "--items",
                    "60",
                    "--json",
                    "--lake",
                    "file://" + dir.resolve("lake"),
                    "--home",
                    dir.resolve("home").toString()),
                Stream.of(flags))
            .toArray(String[]::new);
    return Simulate.run(CommandLine.parse(args, Simulate.VALUE_FLAGS, Set.of()));
  }

  private List<String> keys() throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve("lake"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> dir.resolve("lake").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void landsTheSameWorldTwiceAndALongerOneOnTop() throws Exception {
    String first = simulate("--days", "5");
    List<String> keys = keys();
    assertThat(simulate("--days", "5")).isEqualTo(first);
    assertThat(keys()).isEqualTo(keys);
    assertThat(first).contains("\"first_day\":\"2026-01-05\",\"last_day\":\"2026-01-09\"");
    assertThat(keys).anyMatch(key -> key.startsWith("landing/events/dt=2026-01-05/"));
    assertThat(keys).contains("oracle/oracle-2026-01-09.jsonl.gz");
    assertThat(dir.resolve("home/truth.json")).exists();
    simulate("--days", "6");
    assertThat(keys()).containsAll(keys).hasSizeGreaterThan(keys.size());
  }

  @Test
  void refusesToLandAnotherWorldOverOneThatIsThere() throws Exception {
    simulate("--days", "2");
    assertThatThrownBy(() -> simulate("--days", "2", "--seed", "8"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("already holds another");
  }

  @Test
  void takesTheShippedSettings() {
    assertThat(config()).isEqualTo(new SimulatorConfig(WorldParams.of(7, 2000, 800, 28), 200));
  }

  @Test
  void letsEachSettingBeSet() {
    String sets =
        "seed=1 users=2 items=51 days=3 first_day=2025-01-01 oracle_items=9 dirt.malformed=0.01"
            + " dirt.wrong_type=0.02 dirt.duplicate=0.03 dirt.resend=0.04 dirt.late_within=0.05"
            + " dirt.late_beyond=0.06 dirt.clock_future=0.07 dirt.clock_past=0.08"
            + " dirt.placeholder=0.09 crowd.refused=0.1 crowd.guests=0.2 crowd.later_login=0.3"
            + " crowd.bots=0.4 crowd.exposures=0.5";
    DirtShares dirt = new DirtShares(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09);
    CrowdShares crowd = new CrowdShares(0.1, 0.2, 0.3, 0.4, 0.5);
    LocalDate day = LocalDate.of(2025, 1, 1);
    assertThat(
            config(
                Stream.of(sets.split(" ", -1))
                    .flatMap(set -> Stream.of("--set", "simulator." + set))
                    .toArray(String[]::new)))
        .isEqualTo(new SimulatorConfig(new WorldParams(1, 2, 51, 3, day, dirt, crowd), 9));
  }

  @Test
  void refusesSharesThatLeaveNothingClean() {
    assertThatThrownBy(() -> config("--set", "simulator.dirt.malformed=1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("simulator.dirt");
    assertThatThrownBy(() -> config("--set", "simulator.first_day=soon"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("first_day");
  }

  private static SimulatorConfig config(String... flags) {
    return SimulatorConfig.load(CommandLine.parse(flags, Simulate.VALUE_FLAGS, Set.of()));
  }
}

package dev.nightjar.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.tables.RunAccounting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A world that {@code bin/nightjar simulate} or {@code import} has landed, over all of its nights.
 * It takes some seconds a night, so both are run by hand, on the folder that holds {@code
 * landing/}: {@code -Dnightjar.reruns.landing=DIR}, {@code -Dnightjar.replay.landing=DIR}.
 */
class LandedWorldIT {
  @Test
  @EnabledIfSystemProperty(named = "nightjar.reruns.landing", matches = ".+")
  void endsEqualWhenEarlierNightsAreRunAgainAtRandom() throws IOException {
    Path world = Path.of(System.getProperty("nightjar.reruns.landing"));
    List<LocalDate> days = days(world);
    Random random = new Random(Long.getLong("nightjar.reruns.seed", 1));
    try (TestLake straight = TestLake.create();
        TestLake shuffled = TestLake.create()) {
      for (LocalDate day : days) {
        land(world, day, straight);
        TestNight.run(straight.lake(), day);
      }
      for (int i = 0; i < days.size(); i++) {
        land(world, days.get(i), shuffled);
        TestNight.run(shuffled.lake(), days.get(i));
        if (random.nextBoolean()) {
          TestNight.run(shuffled.lake(), days.get(random.nextInt(i + 1)));
        }
      }
      LocalDate last = days.get(days.size() - 1);
      TestNight.run(shuffled.lake(), last);
      assertThat(NightDigests.of(shuffled.lake(), last))
          .isEqualTo(NightDigests.of(straight.lake(), last));
    }
  }

  /**
   * All tables of facts, how many lines were accepted, duplicates and so on in all, and the
   * features of the last night. The nights are kept in {@code -Dnightjar.replay.lake=DIR}: killed
   * and started again, it goes on with the night that had not ended.
   */
  @Test
  @EnabledIfSystemProperty(named = "nightjar.replay.landing", matches = ".+")
  void endsEqualNightByNightAndInOnePass() throws IOException {
    Path world = Path.of(System.getProperty("nightjar.replay.landing"));
    List<LocalDate> days = days(world);
    LocalDate last = days.get(days.size() - 1);
    String kept = System.getProperty("nightjar.replay.lake");
    try (TestLake nightly = kept == null ? TestLake.create() : TestLake.kept(Path.of(kept));
        TestLake once = TestLake.create()) {
      Path ended = nightly.directory().resolve("ended");
      String before = Files.exists(ended) ? Files.readString(ended) : "";
      for (LocalDate day : days) {
        land(world, day, once);
        if (day.toString().compareTo(before) > 0) {
          land(world, day, nightly);
          TestNight.facts(nightly.lake(), day);
          Files.writeString(ended, day.toString());
          System.err.println(day + " of " + last + " is done");
        }
      }
      TestNight.run(nightly.lake(), last);
      TestNight.run(once.lake(), last);
      assertThat(outcomes(nightly.lake())).isEqualTo(outcomes(once.lake()));
      Map<String, String> inOnePass = NightDigests.whicheverNightTookThem(once.lake(), last);
      // It counts the lines of one night, and one pass has all of them in one.
      inOnePass.remove(RunAccounting.TABLE.qualifiedName());
      assertThat(NightDigests.whicheverNightTookThem(nightly.lake(), last))
          .containsAllEntriesOf(inOnePass);
    }
  }

  private static List<LocalDate> days(Path world) throws IOException {
    try (Stream<Path> folders = Files.list(world.resolve("landing/events"))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .map(name -> LocalDate.parse(name.substring("dt=".length())))
          .sorted()
          .toList();
    }
  }

  private static void land(Path world, LocalDate day, TestLake to) throws IOException {
    for (String feed : List.of("events", "items")) {
      Path folder = world.resolve("landing/" + feed + "/dt=" + day);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            to.write(world.relativize(file).toString(), Files.readAllBytes(file));
          }
        }
      }
    }
  }

  private static List<String> outcomes(Lake lake) {
    List<String> outcomes = new ArrayList<>();
    for (Row row :
        lake.spark()
            .sql(
                "SELECT feed, outcome, rule, sum(lines) n FROM delta.`"
                    + lake.path(RunAccounting.TABLE)
                    + "` GROUP BY ALL ORDER BY ALL")
            .collectAsList()) {
      outcomes.add(row.toString());
    }
    return outcomes;
  }
}

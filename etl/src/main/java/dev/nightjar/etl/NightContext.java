package dev.nightjar.etl;

import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Function;

/**
 * What every job of a night is started with. One context serves all jobs of a night in one JVM.
 *
 * @param lake the open lake
 * @param settings the resolved settings of the run
 * @param runDate the night
 */
public record NightContext(Lake lake, Settings settings, LocalDate runDate) {

  /** A job's {@code main}: reads flags and settings, opens the lake, runs, prints the summary. */
  public static void main(String[] args, String job, Function<NightContext, ?> body) {
    ExitCodes.exit(
        () -> {
          CommandLine line = CommandLine.parse(args, Set.of(), Set.of());
          LocalDate runDate = line.runDate();
          Settings settings = line.settings();
          try (Lake lake = Lake.open(settings, "nightjar " + job + " " + runDate)) {
            System.out.println(body.apply(new NightContext(lake, settings, runDate)));
          }
        });
  }
}

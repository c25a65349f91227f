package dev.nightjar.export.night;

import dev.nightjar.etl.Lake;
import dev.nightjar.settings.CommandLine;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** {@code status}: the last night, or the one of {@code --run-date}, in one screen. */
public final class StatusCommand {
  /** The command's name. */
  public static final String NAME = "status";

  private StatusCommand() {}

  /** Runs the command of these arguments. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of(), Set.of());
    try (Lake lake = Lake.open(line.settings(), "nightjar status")) {
      ReportReader reader = new ReportReader(lake);
      Optional<LocalDate> night = line.date("run-date").or(reader::latestNight);
      if (night.isEmpty()) {
        System.out.println(line.has("json") ? "{}" : "No night has run on " + lake.uri() + " yet.");
      } else {
        System.out.println(text(lake, night.get(), line.has("json")));
      }
    }
  }

  static String text(Lake lake, LocalDate runDate, boolean json) {
    NightReport report = new ReportReader(lake).read(runDate);
    return json ? ReportJson.whole(report) : ReportText.whole(report);
  }
}

package dev.nightjar.export;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.bench.EtlBench;
import dev.nightjar.etl.importing.ImportJob;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.lake.SqlCommand;
import dev.nightjar.export.lake.TablesCommand;
import dev.nightjar.export.night.EvaluateCommand;
import dev.nightjar.export.night.NightJobs;
import dev.nightjar.export.night.Nightly;
import dev.nightjar.export.night.StatusCommand;
import dev.nightjar.export.publish.Lease;
import dev.nightjar.export.publish.SnapshotsCommand;
import dev.nightjar.export.quarantine.QuarantineCommand;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.ExitCodes;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.bench.TopKBench;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The one main class of the batch jar: the first argument names the command or the job, under
 * spark-submit as well as in a plain JVM. Exit codes are those of {@link ExitCodes}.
 */
public final class Nightjar {
  private static final List<String> COMMANDS =
      List.of(
          Nightly.NAME,
          StatusCommand.NAME,
          EvaluateCommand.NAME,
          SnapshotsCommand.NAME,
          TablesCommand.NAME,
          SqlCommand.NAME,
          EtlBench.NAME,
          TopKBench.NAME,
          QuarantineCommand.NAME,
          ImportJob.NAME);

  private Nightjar() {}

  /** Runs the command that the first argument names. */
  public static void main(String[] args) {
    String command = args.length == 0 ? "" : args[0];
    if (command.equals(ImportJob.NAME)) {
      ImportJob.main(args);
      return;
    }
    ExitCodes.exit(() -> run(command, args));
  }

  private static void run(String command, String[] args) {
    switch (command) {
      case Nightly.NAME -> Nightly.run(args);
      case StatusCommand.NAME -> StatusCommand.run(args);
      case EvaluateCommand.NAME -> EvaluateCommand.run(args);
      case SnapshotsCommand.NAME -> SnapshotsCommand.run(args);
      case TablesCommand.NAME -> TablesCommand.run(args);
      case SqlCommand.NAME -> SqlCommand.run(args);
      case EtlBench.NAME -> EtlBench.run(args);
      case TopKBench.NAME -> TopKBench.run(args);
      case QuarantineCommand.NAME -> QuarantineCommand.run(args);
      default ->
          job(
              NightJobs.named(command)
                  .orElseThrow(
                      () ->
                          new ConfigurationException(
                              "unknown command '" + command + "'; known: " + known())),
              args);
    }
  }

  /** A job alone takes the lease too: a scheduler's task and a night by hand must not overlap. */
  private static void job(NightJobs.Job job, String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of(), Set.of("force"));
    LocalDate runDate = line.runDate();
    Settings settings = line.settings();
    try (Lake lake = Lake.open(settings, "nightjar " + job.name() + " " + runDate)) {
      Lease.Request request =
          new Lease.Request(
              job.name() + " " + runDate,
              settings.section("export").duration("lease_timeout"),
              line.has("force"));
      try (Lease lease = Lease.take(LakeFiles.of(lake), request)) {
        System.out.println(job.body().apply(new NightContext(lake, settings, runDate)));
      }
    }
  }

  private static String known() {
    StringBuilder names = new StringBuilder(String.join(", ", COMMANDS));
    NightJobs.inOrder().forEach(job -> names.append(", ").append(job.name()));
    return names.toString();
  }
}

package dev.nightjar.export.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.CleanEventsJob;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.publish.Lease;
import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Progress;
import dev.nightjar.settings.Settings;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every job of one night, or of several nights one after the other, in one JVM: a Spark session
 * that is warm makes a small night a matter of seconds. Holds the lake's lease for the whole time.
 */
public final class Nightly {
  /** The command's name. */
  public static final String NAME = "nightly";

  private static final int JOBS_AT_A_TIME = 2;

  private final Lake lake;
  private final Settings settings;
  private final Progress progress;

  /** Nights of one lake. */
  public Nightly(Lake lake, Settings settings, Progress progress) {
    this.lake = lake;
    this.settings = settings;
    this.progress = progress;
  }

  /** Runs the command of these arguments and prints the report of the last night. */
  public static void run(String[] args) {
    CommandLine line = CommandLine.parse(args, Set.of("from"), Set.of("force"));
    LocalDate last = line.runDate();
    LocalDate first = line.date("from").orElse(last);
    if (first.isAfter(last)) {
      throw new ConfigurationException(
          "--from "
              + first
              + " is after --run-date "
              + last
              + "; give the earlier day with --from");
    }
    Settings settings = line.settings();
    Progress progress = new Progress();
    progress.say("starting Spark ... next: " + NightJobs.inOrder().get(0).name());
    try (Lake lake = Lake.open(settings, "nightjar nightly " + last)) {
      Lease.Request request =
          new Lease.Request(
              "nightly " + last,
              settings.section("export").duration("lease_timeout"),
              line.has("force"));
      Nightly nightly = new Nightly(lake, settings, progress);
      try (Lease lease = Lease.take(LakeFiles.of(lake), request)) {
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
          nightly.night(day);
        }
      }
      progress.say("done");
      System.out.println(StatusCommand.text(lake, last, line.has("json")));
    }
  }

  /**
   * Runs one night.
   *
   * @throws DataQualityException when nothing ever landed that could be learned from
   */
  public void night(LocalDate runDate) {
    NightContext night = new NightContext(lake, settings, runDate);
    List<NightJobs.Job> jobs = NightJobs.inOrder();
    new JobSchedule(jobs, JOBS_AT_A_TIME)
        .run(
            (job, later) -> {
              Optional<String> next = later.stream().map(NightJobs.Job::name).findFirst();
              progress.stage(
                  job.name() + " " + runDate, jobs.size() - later.size(), jobs.size(), next);
              Object summary = job.body().apply(night);
              progress.say("  " + summary);
              if (job.name().equals(CleanEventsJob.NAME)) {
                requireInteractions(runDate);
              }
            });
  }

  private void requireInteractions(LocalDate runDate) {
    boolean none =
        lake.readOrEmpty(Interactions.TABLE)
            .where(col(Interactions.EVENT_DATE).leq(lit(Date.valueOf(runDate))))
            .isEmpty();
    if (none) {
      throw new DataQualityException(
          "nothing landed up to "
              + runDate
              + " that could be learned from at "
              + lake.uri()
              + "; land events first (bin/nightjar import, bin/nightjar simulate), or see"
              + " bronze.quarantine for lines that were refused. Nothing was published");
    }
  }
}

package dev.nightjar.export.night;

import dev.nightjar.etl.BuildCatalogJob;
import dev.nightjar.etl.CheckTablesJob;
import dev.nightjar.etl.CleanEventsJob;
import dev.nightjar.etl.FeaturesJob;
import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SessionizeJob;
import dev.nightjar.export.evaluation.EvaluateSnapshotJob;
import dev.nightjar.export.evaluation.TuneBlendJob;
import dev.nightjar.export.gate.GateJob;
import dev.nightjar.export.publish.PublishSnapshotJob;
import dev.nightjar.export.snapshot.BuildSnapshotJob;
import dev.nightjar.training.EvaluateModelsJob;
import dev.nightjar.training.TrainModelsJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs of a night, in their order, by the names that command line and DAG use. In one JVM some
 * run beside the job before them, of which they need nothing; where every job has a JVM of its own
 * they follow each other.
 */
public final class NightJobs {
  private static final List<Job> IN_ORDER =
      List.of(
          Job.after(IngestEventsJob.NAME, IngestEventsJob::run),
          Job.after(IngestItemsJob.NAME, IngestItemsJob::run),
          Job.after(CleanEventsJob.NAME, CleanEventsJob::run),
          Job.beside(BuildCatalogJob.NAME, BuildCatalogJob::run),
          Job.after(SessionizeJob.NAME, SessionizeJob::run),
          Job.beside(FeaturesJob.NAME, FeaturesJob::run),
          Job.after(CheckTablesJob.NAME, CheckTablesJob::run),
          Job.beside(TrainModelsJob.NAME, TrainModelsJob::run),
          Job.after(EvaluateModelsJob.NAME, EvaluateModelsJob::run),
          Job.beside(BuildSnapshotJob.NAME, BuildSnapshotJob::run),
          Job.after(TuneBlendJob.NAME, TuneBlendJob::run),
          Job.after(EvaluateSnapshotJob.NAME, EvaluateSnapshotJob::run),
          Job.after(GateJob.NAME, GateJob::run),
          Job.after(PublishSnapshotJob.NAME, PublishSnapshotJob::run));

  private NightJobs() {}

  /**
   * One job.
   *
   * @param name its name
   * @param besidePrevious whether it may run beside the job before it
   * @param body what it does; gives its summary
   */
  public record Job(String name, boolean besidePrevious, Function<NightContext, ?> body) {

    private static Job after(String name, Function<NightContext, ?> body) {
      return new Job(name, false, body);
    }

    private static Job beside(String name, Function<NightContext, ?> body) {
      return new Job(name, true, body);
    }
  }

  /** All jobs of a night, in order. */
  public static List<Job> inOrder() {
    return IN_ORDER;
  }

  /** The jobs of a night in groups that follow each other; those of a group run side by side. */
  static List<List<Job>> inGroups() {
    List<List<Job>> groups = new ArrayList<>();
    for (Job job : IN_ORDER) {
      if (!job.besidePrevious()) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(job);
    }
    return groups;
  }

  /** The job of this name. */
  public static Optional<Job> named(String name) {
    return IN_ORDER.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}

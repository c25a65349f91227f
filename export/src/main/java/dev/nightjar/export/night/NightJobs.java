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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The jobs of a night, in their order, by the names that command line and DAG use. */
public final class NightJobs {
  private static final List<Job> IN_ORDER =
      List.of(
          new Job(IngestEventsJob.NAME, IngestEventsJob::run),
          new Job(IngestItemsJob.NAME, IngestItemsJob::run),
          new Job(CleanEventsJob.NAME, CleanEventsJob::run),
          new Job(BuildCatalogJob.NAME, BuildCatalogJob::run),
          new Job(SessionizeJob.NAME, SessionizeJob::run),
          new Job(FeaturesJob.NAME, FeaturesJob::run),
          new Job(CheckTablesJob.NAME, CheckTablesJob::run),
          new Job(TrainModelsJob.NAME, TrainModelsJob::run),
          new Job(EvaluateModelsJob.NAME, EvaluateModelsJob::run),
          new Job(BuildSnapshotJob.NAME, BuildSnapshotJob::run),
          new Job(TuneBlendJob.NAME, TuneBlendJob::run),
          new Job(EvaluateSnapshotJob.NAME, EvaluateSnapshotJob::run),
          new Job(GateJob.NAME, GateJob::run),
          new Job(PublishSnapshotJob.NAME, PublishSnapshotJob::run));

  private NightJobs() {}

  /**
   * One job.
   *
   * @param name its name
   * @param body what it does; gives its summary
   */
  public record Job(String name, Function<NightContext, ?> body) {}

  /** All jobs of a night, in order. */
  public static List<Job> inOrder() {
    return IN_ORDER;
  }

  /** The job of this name. */
  public static Optional<Job> named(String name) {
    return IN_ORDER.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}

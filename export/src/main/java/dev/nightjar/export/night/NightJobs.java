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
import dev.nightjar.export.evaluation.RefitBlendJob;
import dev.nightjar.export.evaluation.TuneBlendJob;
import dev.nightjar.export.gate.GateJob;
import dev.nightjar.export.parity.CheckParityJob;
import dev.nightjar.export.publish.PublishSnapshotJob;
import dev.nightjar.export.snapshot.BuildSnapshotJob;
import dev.nightjar.training.EvaluateModelsJob;
import dev.nightjar.training.TrainModelsJob;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The jobs of a night by the names that command line and DAG use, each with the jobs whose tables
 * or files it needs. The order of the list keeps every job behind those; where every job has a JVM
 * of its own they follow each other in it.
 *
 * <p>Jobs that write the same table, each rows of its own, may run side by side: both ingestions
 * write bronze.quarantine and gold.run_accounting, cleaning the latter too. The lake lets one of
 * them write at a time.
 */
public final class NightJobs {
  private static final List<Job> IN_ORDER =
      List.of(
          new Job(IngestEventsJob.NAME, Set.of(), IngestEventsJob::run),
          new Job(IngestItemsJob.NAME, Set.of(), IngestItemsJob::run),
          new Job(CleanEventsJob.NAME, Set.of(IngestEventsJob.NAME), CleanEventsJob::run),
          new Job(BuildCatalogJob.NAME, Set.of(IngestItemsJob.NAME), BuildCatalogJob::run),
          new Job(SessionizeJob.NAME, Set.of(CleanEventsJob.NAME), SessionizeJob::run),
          new Job(FeaturesJob.NAME, Set.of(CleanEventsJob.NAME), FeaturesJob::run),
          new Job(
              CheckTablesJob.NAME,
              Set.of(BuildCatalogJob.NAME, SessionizeJob.NAME, FeaturesJob.NAME),
              CheckTablesJob::run),
          new Job(
              TrainModelsJob.NAME,
              Set.of(CleanEventsJob.NAME, BuildCatalogJob.NAME),
              TrainModelsJob::run),
          new Job(EvaluateModelsJob.NAME, Set.of(TrainModelsJob.NAME), EvaluateModelsJob::run),
          new Job(
              BuildSnapshotJob.NAME,
              Set.of(SessionizeJob.NAME, TrainModelsJob.NAME),
              BuildSnapshotJob::run),
          new Job(TuneBlendJob.NAME, Set.of(BuildSnapshotJob.NAME), TuneBlendJob::run),
          new Job(
              EvaluateSnapshotJob.NAME,
              Set.of(EvaluateModelsJob.NAME, TuneBlendJob.NAME),
              EvaluateSnapshotJob::run),
          new Job(RefitBlendJob.NAME, Set.of(TuneBlendJob.NAME), RefitBlendJob::run),
          new Job(
              GateJob.NAME, Set.of(CheckTablesJob.NAME, EvaluateSnapshotJob.NAME), GateJob::run),
          new Job(
              PublishSnapshotJob.NAME,
              Set.of(GateJob.NAME, RefitBlendJob.NAME),
              PublishSnapshotJob::run),
          new Job(CheckParityJob.NAME, Set.of(PublishSnapshotJob.NAME), CheckParityJob::run));

  private NightJobs() {}

  /**
   * One job.
   *
   * @param name its name
   * @param needs names of the jobs that must be over before it begins
   * @param body what it does; gives its summary
   */
  public record Job(String name, Set<String> needs, Function<NightContext, ?> body) {
    public Job {
      needs = Set.copyOf(needs);
    }
  }

  /** All jobs of a night, each behind those it needs. */
  public static List<Job> inOrder() {
    return IN_ORDER;
  }

  /** The job of this name. */
  public static Optional<Job> named(String name) {
    return IN_ORDER.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}

package dev.nightjar.export.parity;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.landing.TakedownFiles;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Exposures;
import dev.nightjar.export.candidates.CandidateParams;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.publish.SnapshotPointer;
import dev.nightjar.export.snapshot.ExportParams;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.tables.ParityChecks;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a sample of what was served against the tables: lists that the night took, each over the
 * snapshot of the earlier night that it rests on, and records of persons in the snapshot that is
 * live now. Runs behind publication, for an answer that was given is not mended by an older
 * snapshot.
 */
public final class CheckParityJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "check-parity";

  private static final String UNREAD_SNAPSHOT = "snapshot_gone";
  private static final String OTHER_TABLES = "tables_replaced";
  private static final String SETTINGS = "settings";

  private final NightContext night;
  private final ParityParams params;
  private final RankingParams ranking;
  private final RecommendationPipeline pipeline;
  private final LakeFiles files;
  private final Tally tally = new Tally();

  private CheckParityJob(NightContext night) {
    this.night = night;
    params = ParityParams.load(night.settings());
    ranking = RankingParams.read(night.settings().section("ranking")::number);
    pipeline = RecommendationPipeline.standard(ranking);
    files = LakeFiles.of(night.lake());
  }

  public static void main(String[] args) {
    NightContext.main(args, NAME, CheckParityJob::run);
  }

  /**
   * Compares and leaves the counts in gold.parity.
   *
   * @throws DataQualityException when more differs than the settings allow
   */
  public static ParitySummary run(NightContext night) {
    CheckParityJob job = new CheckParityJob(night);
    job.compare();
    Lake lake = night.lake();
    lake.replaceRunDate(
        ParityChecks.TABLE,
        lake.spark().createDataFrame(job.tally.rows(night.runDate()), ParityChecks.SCHEMA),
        night.runDate());
    ParitySummary summary = new ParitySummary(job.tally);
    if (summary.exceeds(job.params.mostDifferent())) {
      throw new DataQualityException(summary.report(job.params.mostDifferent()));
    }
    return summary;
  }

  private void compare() {
    Lake lake = night.lake();
    Map<String, List<ServedAnswer>> answers =
        params.answers() == 0
            ? Map.of()
            : new ServedAnswers(
                    lake.readOrEmpty(Events.TABLE),
                    lake.readOrEmpty(Exposures.TABLE),
                    night.runDate())
                .sample(ranking.digest(), params.answers(), tally);
    Optional<String> live = new SnapshotPointer(files).current();
    Set<String> snapshots = new TreeSet<>(answers.keySet());
    live.filter(id -> params.persons() > 0).ifPresent(snapshots::add);
    for (String id : snapshots) {
      int persons = live.filter(id::equals).isPresent() ? params.persons() : 0;
      compare(id, answers.getOrDefault(id, List.of()), persons);
    }
  }

  private void compare(String id, List<ServedAnswer> answers, int persons) {
    Optional<SnapshotManifest> manifest = new SnapshotPointer(files).manifest(id);
    if (manifest.isEmpty()) {
      notCompared(id, UNREAD_SNAPSHOT, answers.size(), persons);
      return;
    }
    Optional<StoredModel> model = model(manifest.get());
    if (model.isEmpty()) {
      notCompared(id, OTHER_TABLES, answers.size(), persons);
      return;
    }
    List<ServedAnswer> comparable = answers;
    if (!ranking.digest().equals(manifest.get().origins().get(SnapshotManifest.RANKING))) {
      notCompared(id, SETTINGS, answers.size(), 0);
      comparable = List.of();
    }
    if (comparable.isEmpty() && persons == 0) {
      return;
    }
    try (LocalSnapshot copy = LocalSnapshot.ofPublished(files, id)) {
      compare(copy.snapshot(), model.get(), comparable, persons);
    }
  }

  private void compare(
      Snapshot published, StoredModel model, List<ServedAnswer> answers, int persons) {
    TableReader reader = new TableReader(night.lake(), model, published);
    Set<String> sampled = persons == 0 ? Set.of() : sampled(reader, published, persons);
    Set<String> all = new TreeSet<>(sampled);
    answers.forEach(answer -> all.add(answer.person().in(published)));
    TableRecords records =
        reader.records(all, CandidateParams.load(night.settings()), ranks(published.manifest()));
    SnapshotParity parity = new SnapshotParity(published, records, pipeline, tally);
    parity.records(sampled);
    if (!answers.isEmpty()) {
      parity.answers(answers, TakenDown.of(TakedownFiles.read(night.lake()).collectAsList()));
    }
  }

  /** The persons of a range, those of the snapshot and those of the tables. */
  private Set<String> sampled(TableReader reader, Snapshot published, int persons) {
    PersonRange range = PersonRange.of(published, night.runDate(), persons);
    Set<String> sampled = new TreeSet<>(range.in(published, persons));
    sampled.addAll(reader.persons(range, 2 * persons));
    return sampled;
  }

  /** The model whose rows the tables hold, unless the snapshot's night was run again since. */
  private Optional<StoredModel> model(SnapshotManifest manifest) {
    return new ModelRegistry(night.lake())
        .latest(LocalDate.parse(manifest.runDate()))
        .filter(model -> model.version().id().equals(manifest.modelVersion()));
  }

  private int ranks(SnapshotManifest manifest) {
    String said = manifest.origins().get(SnapshotManifest.TABLE_RANKS);
    return said == null ? ExportParams.load(night.settings()).tableRanks() : Integer.parseInt(said);
  }

  private void notCompared(String id, String reason, int answers, int persons) {
    tally.notCompared(id, ParityChecks.ANSWERS, reason, answers);
    tally.notCompared(id, ParityChecks.RECORDS, reason, persons);
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.contract.Pseudonymizer;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.LocalSnapshot;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.settings.PrivacySettings;
import dev.nightjar.training.EvaluationRules;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.tables.ModelMetrics;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Measures the blend on the test window, through the pipeline that serves and with what was learned
 * on the period before, beside every source alone. Replaces the rows of its recommenders in
 * gold.model_metrics, the single models' rows of the test window among them: what stands there was
 * measured on the same persons, items and lists.
 */
public final class EvaluateSnapshotJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "evaluate-snapshot";

  private EvaluateSnapshotJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, EvaluateSnapshotJob::run);
  }

  /**
   * What was measured.
   *
   * @param modelVersion the model behind the snapshot
   * @param evidence the figures that the gate judges by
   * @param metrics rows written
   */
  public record Summary(String modelVersion, Evidence evidence, int metrics) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "blend of model %s: %s %.4f, popular %.4f, difference %.4f to %.4f, %,d persons",
          modelVersion,
          evidence.metric(),
          evidence.blend().mean(),
          evidence.popular(),
          evidence.difference().low(),
          evidence.difference().high(),
          evidence.persons());
    }
  }

  /** Measures the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    Lake lake = night.lake();
    StoredModel model = new ModelRegistry(lake).require(night.runDate());
    String version = model.version().id();
    LakeFiles files = LakeFiles.of(lake);
    SnapshotEvaluation.Terms terms = SnapshotEvaluation.Terms.load(night.settings());
    TuningRules tuning = terms.tuning();
    HeldOut heldOut = new HeldOut(lake, model, TrainingWindow.TEST, night.settings());
    String folder = SnapshotFolders.of(version, TrainingWindow.TEST);
    try (LocalSnapshot local = LocalSnapshot.ofBuild(files, folder)) {
      Snapshot snapshot = local.snapshot();
      Recommenders recommenders = recommenders(night, version, heldOut, snapshot);
      SnapshotEvaluation evaluation =
          new SnapshotEvaluation(
              recommenders,
              new ListTraits(snapshot),
              ItemAges.read(lake, night.runDate(), heldOut.cutoff(), snapshot),
              terms);
      evaluation.measurePersons(heldOut.collectPersons(snapshot, terms.rules()));
      evaluation.measureSessions(
          heldOut.collectSessions(snapshot, tuning.maxSessions(), tuning.seed()));
      evaluation.measureFirstSessions(heldOut.collectFirstSessions(snapshot, tuning.maxSessions()));
      List<Measures.Value> values = evaluation.values();
      replace(lake, night.runDate(), values, recommenders.names());
      Evidence evidence = evaluation.evidence();
      Evidence.FILE.write(files, version, evidence);
      return new Summary(version, evidence, values.size());
    }
  }

  private static Recommenders recommenders(
      NightContext night, String version, HeldOut heldOut, Snapshot snapshot) {
    LakeFiles files = LakeFiles.of(night.lake());
    EvaluationRules rules = EvaluationRules.load(night.settings());
    return new Recommenders(
        RecommendationPipeline.standard(
            RankingParams.read(night.settings().section("ranking")::number)),
        snapshot,
        LearnedOn.VALIDATION.orderings(files, version),
        oracle(night, heldOut, snapshot),
        new Recommenders.Lists(rules.longest(), rules.seed()));
  }

  private static Map<String, int[]> oracle(NightContext night, HeldOut heldOut, Snapshot snapshot) {
    byte[] secret =
        PrivacySettings.load(night.settings()).secret().reveal().getBytes(StandardCharsets.UTF_8);
    return OracleLists.read(
        LakeFiles.of(night.lake()), heldOut.cutoff(), new Pseudonymizer(secret), snapshot);
  }

  private static void replace(
      Lake lake, LocalDate runDate, List<Measures.Value> values, List<String> names) {
    String own =
        Stream.of(names, Recommenders.inSession(), List.of(Recommenders.ORACLE, ModelMetrics.LOG))
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.joining("', '", "('", "')"));
    List<Row> rows = values.stream().map(value -> row(runDate, value)).toList();
    lake.replace(
        ModelMetrics.TABLE,
        lake.spark().createDataFrame(rows, ModelMetrics.SCHEMA).coalesce(1),
        "%s = '%s' AND %s = '%s' AND %s IN %s"
            .formatted(
                ModelMetrics.RUN_DATE,
                runDate,
                ModelMetrics.WINDOW,
                TrainingWindow.TEST.id(),
                ModelMetrics.RECOMMENDER,
                own));
  }

  private static Row row(LocalDate runDate, Measures.Value value) {
    return RowFactory.create(
        Date.valueOf(runDate),
        TrainingWindow.TEST.id(),
        value.recommender(),
        value.policy(),
        value.slice(),
        value.metric(),
        value.k(),
        value.value(),
        value.persons());
  }
}

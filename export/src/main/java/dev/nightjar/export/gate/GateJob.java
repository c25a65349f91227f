package dev.nightjar.export.gate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.export.evaluation.Evidence;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.training.ModelRegistry;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Judges the night's snapshot and records the decision in gold.promotions. */
public final class GateJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "gate";

  private GateJob() {}

  public static void main(String[] args) {
    NightContext.main(args, NAME, GateJob::run);
  }

  /**
   * What was decided.
   *
   * @param snapshotId the snapshot that was judged
   * @param decision whether it goes live, and why
   */
  public record Summary(String snapshotId, PromotionDecision decision) {
    @Override
    public String toString() {
      return "snapshot "
          + snapshotId
          + " is "
          + decision.word()
          + ": "
          + String.join("; ", decision.reasons());
    }
  }

  /** Judges the newest complete model of the run date. */
  public static Summary run(NightContext night) {
    Lake lake = night.lake();
    String version = new ModelRegistry(lake).require(night.runDate()).version().id();
    Evidence evidence = Evidence.FILE.read(LakeFiles.of(lake), version);
    Optional<Incumbent> incumbent = incumbent(lake, night.runDate(), evidence.metric());
    PromotionDecision decision =
        new PromotionGate(GateRules.load(night.settings())).judge(evidence, incumbent);
    Optional<Decisions.Override> override = new Decisions(lake).overrideOf(version);
    Row row =
        RowFactory.create(
            Date.valueOf(night.runDate()),
            version,
            version,
            decision.word(),
            decision.reasons().toArray(String[]::new),
            incumbent.map(Incumbent::snapshotId).orElse(null),
            evidence.metric(),
            evidence.blend().mean(),
            evidence.popular(),
            incumbent.map(Incumbent::value).orElse(null),
            override.map(Decisions.Override::by).orElse(null),
            override.map(Decisions.Override::reason).orElse(null),
            override.map(made -> Timestamp.from(made.at())).orElse(null));
    lake.replaceRunDate(
        Promotions.TABLE,
        lake.spark().createDataFrame(List.of(row), Promotions.SCHEMA).coalesce(1),
        night.runDate());
    return new Summary(version, decision);
  }

  private static Optional<Incumbent> incumbent(Lake lake, LocalDate runDate, String metric) {
    return new Decisions(lake)
            .rows()
            .where(
                col(Promotions.RUN_DATE).lt(lit(Date.valueOf(runDate))).and(Decisions.isPromoted()))
            .orderBy(col(Promotions.RUN_DATE).desc())
            .limit(1)
            .select(Promotions.SNAPSHOT_ID, Promotions.METRIC, Promotions.CANDIDATE_VALUE)
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Incumbent(
                        row.getString(0),
                        row.getString(1),
                        row.getDouble(2),
                        coverage(lake, row.getString(0), metric)))
            .findFirst();
  }

  /** What the incumbent covered on its own night, if that was measured in the same way. */
  private static Optional<Double> coverage(Lake lake, String modelVersion, String metric) {
    return Evidence.FILE
        .find(LakeFiles.of(lake), modelVersion)
        .filter(evidence -> evidence.metric().equals(metric))
        .flatMap(evidence -> evidence.figure(PromotionGate.COVERAGE));
  }
}

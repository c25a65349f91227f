package dev.nightjar.export.night;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.HotKeys;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.gate.Decisions;
import dev.nightjar.export.night.NightReport.Gate;
import dev.nightjar.export.night.NightReport.Live;
import dev.nightjar.export.night.NightReport.Metric;
import dev.nightjar.export.night.NightReport.Outcome;
import dev.nightjar.export.night.NightReport.Parity;
import dev.nightjar.export.night.NightReport.Source;
import dev.nightjar.export.night.NightReport.Standouts;
import dev.nightjar.export.publish.SnapshotPointer;
import dev.nightjar.export.tables.ParityChecks;
import dev.nightjar.export.tables.Promotions;
import dev.nightjar.training.TrainingWindow;
import dev.nightjar.training.tables.ModelMetrics;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads a night's report from the tables; what it collects is a few rows a recommender and rule.
 */
final class ReportReader {
  private static final List<String> OUTCOMES =
      List.of(
          RunAccounting.ACCEPTED,
          RunAccounting.QUARANTINED,
          RunAccounting.DUPLICATE,
          RunAccounting.SUPPRESSED,
          RunAccounting.LATE);

  private final Lake lake;

  ReportReader(Lake lake) {
    this.lake = lake;
  }

  /** The newest night that took anything, or nothing. */
  Optional<LocalDate> latestNight() {
    Row newest = lake.readOrEmpty(RunAccounting.TABLE).agg(max(col(RunAccounting.RUN_DATE))).head();
    return newest.isNullAt(0) ? Optional.empty() : Optional.of(newest.getDate(0).toLocalDate());
  }

  NightReport read(LocalDate runDate) {
    List<Metric> metrics = metrics(runDate);
    return new NightReport(
        runDate,
        outcomes(runDate),
        sources(runDate),
        standouts(runDate),
        metrics,
        metrics.isEmpty() ? lastMeasured(runDate) : Optional.of(runDate),
        gate(runDate),
        live(),
        parity(runDate));
  }

  private List<Outcome> outcomes(LocalDate runDate) {
    return lake
        .readOrEmpty(RunAccounting.TABLE)
        .where(on(RunAccounting.RUN_DATE, runDate))
        .groupBy(RunAccounting.FEED, RunAccounting.OUTCOME, RunAccounting.RULE)
        .agg(sum(col(RunAccounting.LINES)))
        .orderBy(RunAccounting.FEED, RunAccounting.OUTCOME, RunAccounting.RULE)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Outcome(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)))
        .toList();
  }

  /** Files that lost lines or were refused come first, then the largest. */
  private List<Source> sources(LocalDate runDate) {
    Column lines = col(RunAccounting.LINES);
    Column isAccepted = col(RunAccounting.OUTCOME).equalTo(RunAccounting.ACCEPTED);
    Column[] sums =
        OUTCOMES.stream()
            .map(
                outcome ->
                    sum(when(col(RunAccounting.OUTCOME).equalTo(outcome), lines).otherwise(0L)))
            .toArray(Column[]::new);
    return lake
        .readOrEmpty(RunAccounting.TABLE)
        .where(on(RunAccounting.RUN_DATE, runDate))
        .groupBy(RunAccounting.SOURCE)
        .agg(array(sums).as("sums"), sum(when(isAccepted, 0L).otherwise(lines)).as("lost"))
        .orderBy(
            aggregate(col("sums"), lit(0L), (all, one) -> all.plus(one)).equalTo(0L).desc(),
            col("lost").desc(),
            col(RunAccounting.SOURCE))
        .limit(NightReport.SOURCES + 1)
        .select(col(RunAccounting.SOURCE), col("sums"))
        .collectAsList()
        .stream()
        .map(row -> source(row.getString(0), row.getList(1)))
        .toList();
  }

  /** Looked up in silver: the days on which what the night took had arrived. */
  private Optional<Standouts> standouts(LocalDate runDate) {
    Row days =
        lake.readOrEmpty(RunAccounting.TABLE)
            .where(
                on(RunAccounting.RUN_DATE, runDate)
                    .and(col(RunAccounting.FEED).equalTo(RunAccounting.FEED_EVENTS)))
            .agg(min(RunAccounting.LANDING_DATE), max(RunAccounting.LANDING_DATE))
            .head();
    if (days.isNullAt(0)) {
      return Optional.empty();
    }
    LocalDate first = days.getDate(0).toLocalDate();
    LocalDate last = days.getDate(1).toLocalDate();
    HotKeys keys = HotKeys.of(lake, first, last);
    // Lines that were late for their day, or replayed, leave nothing on the days of their arrival.
    return keys.person().of() == 0
        ? Optional.empty()
        : Optional.of(new Standouts(first, last, keys));
  }

  private static Source source(String name, List<Long> sums) {
    Map<String, Long> lines = new TreeMap<>();
    for (int i = 0; i < OUTCOMES.size(); i++) {
      lines.put(OUTCOMES.get(i), sums.get(i));
    }
    return new Source(name, lines);
  }

  private List<Metric> metrics(LocalDate runDate) {
    return measured()
        .where(on(ModelMetrics.RUN_DATE, runDate))
        .select(
            ModelMetrics.RECOMMENDER,
            ModelMetrics.POLICY,
            ModelMetrics.METRIC,
            ModelMetrics.K,
            ModelMetrics.VALUE,
            ModelMetrics.USERS)
        .orderBy(ModelMetrics.POLICY, ModelMetrics.RECOMMENDER, ModelMetrics.METRIC, ModelMetrics.K)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Metric(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getDouble(4),
                    row.getLong(5)))
        .toList();
  }

  private Optional<LocalDate> lastMeasured(LocalDate runDate) {
    Row last =
        measured()
            .where(col(ModelMetrics.RUN_DATE).leq(lit(Date.valueOf(runDate))))
            .agg(max(ModelMetrics.RUN_DATE))
            .head();
    return last.isNullAt(0) ? Optional.empty() : Optional.of(last.getDate(0).toLocalDate());
  }

  private Dataset<Row> measured() {
    return lake.readOrEmpty(ModelMetrics.TABLE)
        .where(col(ModelMetrics.WINDOW).equalTo(TrainingWindow.TEST.id()))
        .where(col(ModelMetrics.SLICE).equalTo(ModelMetrics.ALL));
  }

  private Optional<Gate> gate(LocalDate runDate) {
    return lake
        .readOrEmpty(Promotions.TABLE)
        .where(on(Promotions.RUN_DATE, runDate))
        .select(Promotions.SNAPSHOT_ID)
        .collectAsList()
        .stream()
        .findFirst()
        .flatMap(
            row ->
                new Decisions(lake)
                    .find(row.getString(0))
                    .map(
                        decision ->
                            new Gate(decision.word(), row.getString(0), decision.reasons())));
  }

  private Optional<Live> live() {
    SnapshotPointer pointer = new SnapshotPointer(LakeFiles.of(lake));
    return pointer
        .current()
        .map(
            id ->
                pointer
                    .manifest(id)
                    .map(
                        found ->
                            new Live(id, found.modelVersion(), found.runDate(), found.origins()))
                    .orElse(new Live(id, "unknown", "unknown", Map.of())));
  }

  private List<Parity> parity(LocalDate runDate) {
    return lake
        .readOrEmpty(ParityChecks.TABLE)
        .where(on(ParityChecks.RUN_DATE, runDate))
        .select(
            ParityChecks.SNAPSHOT_ID,
            ParityChecks.COMPARED,
            ParityChecks.OUTCOME,
            ParityChecks.REASON,
            ParityChecks.CASES)
        .orderBy(
            ParityChecks.COMPARED,
            ParityChecks.OUTCOME,
            ParityChecks.REASON,
            ParityChecks.SNAPSHOT_ID)
        .collectAsList()
        .stream()
        .map(
            row ->
                new Parity(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4)))
        .toList();
  }

  private static Column on(String column, LocalDate runDate) {
    return col(column).equalTo(lit(Date.valueOf(runDate)));
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.Lake;
import dev.nightjar.training.tables.ModelMetrics;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Searches for parameters of ALS as rows of gold.model_metrics: a row a trial, and one for what was
 * chosen. The slice names the parameters. They are of the validation window and belong to no
 * evaluation, so that whoever asks for a night's quality does not meet them. One thread.
 */
final class AlsTrials {
  private static final String SLICE = "rank=%d,reg_param=%s,alpha=%s,iterations=%d";
  private static final Pattern PARTS =
      Pattern.compile("rank=(\\d+),reg_param=([^,]+),alpha=([^,]+),iterations=(\\d+)");

  private final Lake lake;

  AlsTrials(Lake lake) {
    this.lake = lake;
  }

  /**
   * What a search chose.
   *
   * @param runDate the night of the search
   */
  record Chosen(LocalDate runDate, AlsParams params) {}

  /**
   * What the newest search on or before a run date chose.
   *
   * @param settings gives seed and blocks, which are never searched for
   */
  Optional<Chosen> newest(LocalDate runDate, AlsParams settings) {
    return lake
        .readOrEmpty(ModelMetrics.TABLE)
        .where(col(ModelMetrics.RUN_DATE).leq(lit(Date.valueOf(runDate))))
        .where(col(ModelMetrics.RECOMMENDER).equalTo(ModelMetrics.ALS_CHOSEN))
        .select(ModelMetrics.RUN_DATE, ModelMetrics.SLICE)
        .orderBy(col(ModelMetrics.RUN_DATE).desc())
        .limit(1)
        .collectAsList()
        .stream()
        .findFirst()
        .map(
            row ->
                new Chosen(row.getDate(0).toLocalDate(), parameters(row.getString(1), settings)));
  }

  /** Replaces the rows of a run date's search. */
  void replace(LocalDate runDate, AlsClimb.Found found) {
    List<Row> rows = new ArrayList<>();
    found
        .trials()
        .forEach((params, score) -> rows.add(row(runDate, ModelMetrics.ALS_TRIAL, params, score)));
    AlsScore.Score best = Objects.requireNonNull(found.trials().get(found.best()));
    rows.add(row(runDate, ModelMetrics.ALS_CHOSEN, found.best(), best));
    lake.replace(
        ModelMetrics.TABLE,
        lake.spark().createDataFrame(rows, ModelMetrics.SCHEMA).coalesce(1),
        "%s = '%s' AND %s IN ('%s', '%s')"
            .formatted(
                ModelMetrics.RUN_DATE,
                runDate,
                ModelMetrics.RECOMMENDER,
                ModelMetrics.ALS_TRIAL,
                ModelMetrics.ALS_CHOSEN));
  }

  /** Parameters as a slice. */
  static String slice(AlsParams params) {
    return String.format(
        Locale.ROOT, SLICE, params.rank(), params.regParam(), params.alpha(), params.iterations());
  }

  /** The parameters that a slice names. */
  static AlsParams parameters(String slice, AlsParams settings) {
    Matcher parts = PARTS.matcher(slice);
    if (!parts.matches()) {
      throw new IllegalStateException(
          "gold.model_metrics names parameters of ALS as '%s', which this program cannot read; with"
                  .formatted(slice)
              + " training.als.search.trials = 0 the settings are used");
    }
    return settings.with(
        Integer.parseInt(parts.group(1)),
        Double.parseDouble(parts.group(2)),
        Double.parseDouble(parts.group(3)),
        Integer.parseInt(parts.group(4)));
  }

  private static Row row(
      LocalDate runDate, String recommender, AlsParams params, AlsScore.Score score) {
    return RowFactory.create(
        Date.valueOf(runDate),
        TrainingWindow.VALIDATION.id(),
        recommender,
        ModelMetrics.NEW_ITEMS,
        slice(params),
        AlsScore.METRIC,
        AlsScore.K,
        score.ndcg(),
        score.persons());
  }
}

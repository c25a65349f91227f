package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.training.SingleEvaluation.Measured;
import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.UserFactors;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Job {@code evaluate-models}: measures every recommender alone on the newest model of the night,
 * in the test and the validation window, and replaces its own rows of gold.model_metrics. What is
 * served is measured elsewhere, through the request pipeline.
 */
public final class EvaluateModelsJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "evaluate-models";

  private static final List<TrainingWindow> WINDOWS =
      List.of(TrainingWindow.TEST, TrainingWindow.VALIDATION);

  private EvaluateModelsJob() {}

  /**
   * What was measured.
   *
   * @param modelVersion name of the model
   * @param metrics rows written
   * @param persons persons asked in the test window
   */
  public record Summary(String modelVersion, long metrics, long persons) {}

  /** Names of the recommenders whose rows this job owns. */
  public static List<String> recommenders() {
    return SingleRecommenders.NAMES;
  }

  /** Entry of a process that runs this job alone. */
  public static void main(String[] args) {
    NightContext.main(args, NAME, EvaluateModelsJob::run);
  }

  /** Runs the job of a night. */
  public static Summary run(NightContext night) {
    return run(night.lake(), TrainingPlan.load(night.settings()), night.runDate());
  }

  /** Measures and writes. */
  public static Summary run(Lake lake, TrainingPlan plan, LocalDate runDate) {
    ModelRegistry registry = new ModelRegistry(lake);
    StoredModel model = registry.require(runDate);
    TemporalSplit split = registry.split(model);
    Dataset<Row> interactions = lake.read(Interactions.TABLE);
    List<Row> rows = new ArrayList<>();
    long persons = 0;
    for (TrainingWindow window : WINDOWS) {
      List<Measured> measured = measure(model, window, interactions, plan, split);
      measured.forEach(value -> rows.add(row(runDate, window, value)));
      if (window == TrainingWindow.TEST) {
        persons = measured.stream().mapToLong(m -> m.value().persons()).max().orElse(0);
      }
    }
    String own = SingleRecommenders.NAMES.stream().collect(Collectors.joining("', '", "('", "')"));
    lake.replace(
        ModelMetrics.TABLE,
        lake.spark().createDataFrame(rows, ModelMetrics.SCHEMA).coalesce(1),
        "run_date = '%s' AND recommender IN %s".formatted(runDate, own));
    return new Summary(model.version().id(), rows.size(), persons);
  }

  private static List<Measured> measure(
      StoredModel model,
      TrainingWindow window,
      Dataset<Row> interactions,
      TrainingPlan plan,
      TemporalSplit split) {
    SingleRecommenders recommenders = recommenders(model, window, plan.maxItems());
    Dataset<Row> preferences = model.read(window, Preferences.FILE, Preferences.SCHEMA);
    Dataset<Row> heldOut = split.keepEvaluation(interactions, window);
    Dataset<Row> persons =
        EvaluationPersons.withHistory(
                EvaluationPersons.perPersonRelevant(heldOut, preferences, plan.evaluation()),
                preferences)
            .join(
                model.read(window, UserFactors.FILE, UserFactors.SCHEMA),
                new String[] {UserFactors.PERSON_ID},
                "left")
            .repartition(plan.partitions(), col(UserFactors.PERSON_ID));
    return SingleEvaluation.measure(persons, recommenders, plan.evaluation());
  }

  private static SingleRecommenders recommenders(
      StoredModel model, TrainingWindow window, int maxItems) {
    ItemFactors items =
        ScoringLoader.collectItemFactors(
            model.read(window, ItemFactorsFile.FILE, ItemFactorsFile.SCHEMA), maxItems);
    Dataset<Row> popular = model.read(window, PopularFile.FILE, PopularFile.SCHEMA);
    return new SingleRecommenders(
        items,
        ScoringLoader.collectNeighbors(
            model.read(window, ItemNeighborsFile.FILE, ItemNeighborsFile.SCHEMA), items.ids()),
        list(popular, PopularFile.ALL_TIME, items),
        list(popular, PopularFile.RECENT, items));
  }

  private static SingleRecommenders.ScoredList list(
      Dataset<Row> popular, String name, ItemFactors items) {
    List<Row> rows =
        popular
            .where(col(PopularFile.LIST).equalTo(name))
            .select(col(PopularFile.ITEM_ID), col(PopularFile.SCORE))
            .collectAsList();
    int[] indexes = new int[rows.size()];
    float[] scores = new float[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = items.index(rows.get(i).getString(0));
      scores[i] = (float) rows.get(i).getDouble(1);
    }
    return new SingleRecommenders.ScoredList(indexes, scores);
  }

  private static Row row(LocalDate runDate, TrainingWindow window, Measured measured) {
    return RowFactory.create(
        Date.valueOf(runDate),
        window.id(),
        measured.recommender(),
        measured.policy(),
        ModelMetrics.ALL,
        measured.value().metric(),
        measured.value().k(),
        measured.value().value(),
        measured.value().persons());
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.Consented;
import dev.nightjar.etl.Lake;
import dev.nightjar.etl.LakeTable;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SideBySide;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.ItemNeighborsTable;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.PopularItemsTable;
import dev.nightjar.training.tables.SegmentProfiles;
import dev.nightjar.training.tables.SegmentProfilesFile;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserSegments;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Job {@code train-models}: reads silver.interactions and silver.items, trains the three windows of
 * a night, writes a new model and, from its live window, gold.user_segments, gold.segment_profiles,
 * gold.item_neighbors and gold.popular_items.
 */
public final class TrainModelsJob {
  /** Name on the command line and in the DAG. */
  public static final String NAME = "train-models";

  private static final String RUN_DATE = "run_date";

  private TrainModelsJob() {}

  /**
   * What was trained.
   *
   * @param modelVersion name of the model
   * @param split cut-offs of its windows
   * @param items items with a positive example, a window
   * @param segments number of segments
   * @param als parameters of the factors, and where they came from
   */
  public record Summary(
      String modelVersion,
      TemporalSplit split,
      Map<TrainingWindow, Integer> items,
      int segments,
      String als) {}

  /** Entry of a process that runs this job alone. */
  public static void main(String[] args) {
    NightContext.main(args, NAME, TrainModelsJob::run);
  }

  /** Runs the job of a night. */
  public static Summary run(NightContext night) {
    return run(
        night.lake(),
        TrainingPlan.load(night.settings()),
        night.runDate(),
        night.settings().hash());
  }

  /**
   * Trains and writes.
   *
   * @param settings what is trained, but for what a search finds to be better
   * @param settingsHash goes into the model's description
   */
  public static Summary run(
      Lake lake, TrainingPlan settings, LocalDate runDate, String settingsHash) {
    Dataset<Row> interactions = interactions(lake).persist();
    Dataset<Row> items = lake.readOrEmpty(Items.TABLE);
    Dataset<Row> words = ItemWords.perItem(items).persist();
    try {
      Extent extent = extent(interactions, runDate);
      TemporalSplit split =
          SplitChoice.choose(
              interactions,
              TemporalSplit.of(extent.first(), runDate, settings.split()),
              settings.split());
      AlsSearch.Choice als = new AlsSearch(lake, settings, runDate).choose(interactions, split);
      TrainingPlan plan = settings.with(als.params());
      ModelRegistry registry = new ModelRegistry(lake);
      StoredModel model = registry.create(runDate);
      WindowTrainer trainer = new WindowTrainer(plan, model, items, words, extent.items());
      Map<TrainingWindow, Integer> itemCounts = trainWindows(trainer, interactions, split);
      writeTables(lake, model, runDate);
      registry.complete(
          model,
          new ModelDescription(
                  model.version(),
                  split,
                  plan,
                  sources(lake),
                  itemCounts,
                  trainer.segmentCount(),
                  settingsHash)
              .json(plan.neighbors().method(extent.items()), als.from()));
      return new Summary(
          model.version().id(), split, itemCounts, trainer.segmentCount(), als.toString());
    } finally {
      words.unpersist();
      interactions.unpersist();
    }
  }

  private static Map<String, Long> sources(Lake lake) {
    return Map.of(
        Interactions.TABLE.qualifiedName(), lake.version(Interactions.TABLE),
        Items.TABLE.qualifiedName(), lake.version(Items.TABLE));
  }

  /** All windows side by side; their only bond is the number of segments. */
  private static Map<TrainingWindow, Integer> trainWindows(
      WindowTrainer trainer, Dataset<Row> interactions, TemporalSplit split) {
    List<Callable<Integer>> steps = new ArrayList<>();
    for (TrainingWindow window : TrainingWindow.values()) {
      steps.add(() -> trainer.train(window, interactions, split));
    }
    List<Integer> counts = SideBySide.run(steps.size(), steps);
    Map<TrainingWindow, Integer> items = new EnumMap<>(TrainingWindow.class);
    for (TrainingWindow window : TrainingWindow.values()) {
      items.put(window, counts.get(window.ordinal()));
    }
    return items;
  }

  private static Dataset<Row> interactions(Lake lake) {
    return Consented.interactions(lake)
        .select(
            Interactions.PERSON_ID,
            Interactions.ITEM_ID,
            Interactions.INTERACTION,
            Interactions.STRENGTH,
            Interactions.OCCURRED_AT,
            Interactions.EVENT_DATE,
            Interactions.DEVICE,
            Interactions.COUNTRY,
            Interactions.OS,
            Interactions.BROWSER,
            Interactions.REFERRER,
            Interactions.LANGUAGE,
            Interactions.CONTEXT);
  }

  /**
   * How far a night's interactions reach.
   *
   * @param first moment of the first one
   * @param items items met positively, of whatever window
   */
  private record Extent(Instant first, long items) {}

  private static Extent extent(Dataset<Row> interactions, LocalDate runDate) {
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Row first =
        interactions
            .where(col(Interactions.OCCURRED_AT).lt(lit(end)))
            .agg(
                min(col(Interactions.OCCURRED_AT)),
                count_distinct(when(col(Interactions.STRENGTH).gt(0), col(Interactions.ITEM_ID))))
            .head();
    return new Extent(
        first.isNullAt(0) ? end : first.getTimestamp(0).toInstant(), first.getLong(1));
  }

  /** Small tables each: a commit waits more than it works. */
  private static void writeTables(Lake lake, StoredModel model, LocalDate runDate) {
    Live live = new Live(lake, model, runDate);
    List<Runnable> writes =
        List.of(
            () -> live.write(UserSegments.TABLE, SegmentsFile.FILE, SegmentsFile.SCHEMA),
            () ->
                live.write(
                    SegmentProfiles.TABLE, SegmentProfilesFile.FILE, SegmentProfilesFile.SCHEMA),
            () ->
                live.write(
                    ItemNeighborsTable.TABLE, ItemNeighborsFile.FILE, ItemNeighborsFile.SCHEMA),
            () -> live.write(PopularItemsTable.TABLE, PopularFile.FILE, PopularFile.SCHEMA));
    SideBySide.run(2, writes.stream().map(Executors::callable).toList());
  }

  /** Copies files of the live window to tables of the run date. */
  private record Live(Lake lake, StoredModel model, LocalDate runDate) {
    void write(LakeTable table, String file, StructType schema) {
      Dataset<Row> rows =
          model.read(TrainingWindow.LIVE, file, schema).withColumn(RUN_DATE, lit(runDate));
      lake.replaceRunDate(table, rows, runDate);
    }
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.tables.ItemColumnsFile;
import dev.nightjar.training.tables.ItemFactorsFile;
import dev.nightjar.training.tables.ItemNeighborsFile;
import dev.nightjar.training.tables.ItemNeighborsTable;
import dev.nightjar.training.tables.ModelMetrics;
import dev.nightjar.training.tables.PopularFile;
import dev.nightjar.training.tables.PopularItemsTable;
import dev.nightjar.training.tables.Preferences;
import dev.nightjar.training.tables.SegmentProfiles;
import dev.nightjar.training.tables.SegmentsFile;
import dev.nightjar.training.tables.UserFactors;
import dev.nightjar.training.tables.UserSegments;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two tastes, red and blue: persons of one take items of one, nearly always. */
@ExtendWith(SparkSessionExtension.class)
class TrainingNightIT {
  private static final LocalDate RUN = LocalDate.of(2026, 1, 31);
  private static final List<String> FILES =
      List.of(
          Preferences.FILE,
          UserFactors.FILE,
          ItemFactorsFile.FILE,
          ItemNeighborsFile.FILE,
          ItemNeighborsFile.TRANSITIONS,
          ItemNeighborsFile.CONTENT,
          ItemColumnsFile.FILE,
          PopularFile.FILE,
          SegmentsFile.FILE);

  private static final int PERSONS = 80;
  private static final int ITEMS = 60;

  @Test
  void learnsTheTwoTastesAndRepeatsItself(Lake lake) {
    lake.overwrite(Interactions.TABLE, world().on(lake.spark()));
    lake.overwrite(Items.TABLE, catalogue(lake));
    TrainingPlan plan = plan(Map.of("training.als.search.trials", "2"));

    TrainModelsJob.Summary first = TrainModelsJob.run(lake, plan, RUN, "hash");
    EvaluateModelsJob.run(lake, plan, RUN);
    assertThat(first.modelVersion()).isEqualTo("20260131-1");
    assertThat(first.segments()).isEqualTo(2);
    assertThat(first.als()).endsWith(" from search of 2026-01-31");
    assertThat(first.als()).startsWith(trainedWith(lake));
    assertThat(quality(lake, "als")).isGreaterThan(1.5 * quality(lake, "random"));
    assertThat(quality(lake, "item_item")).isGreaterThan(1.5 * quality(lake, "random"));
    assertThat(profileNames(lake))
        .hasSize(2)
        .anyMatch(name -> name.startsWith("blue"))
        .anyMatch(name -> name.startsWith("red"));
    assertThat(listed(lake)).doesNotContain("red-gone").contains("red-1");

    List<Row> metrics = lake.read(ModelMetrics.TABLE).collectAsList();
    List<Row> neighbors = lake.read(ItemNeighborsTable.TABLE).collectAsList();
    TrainModelsJob.Summary second = TrainModelsJob.run(lake, plan, RUN, "hash");
    EvaluateModelsJob.run(lake, plan, RUN);
    assertThat(second.modelVersion()).isEqualTo("20260131-2");
    assertThat(second.als()).isEqualTo(first.als());
    assertThat(lake.read(ModelMetrics.TABLE).collectAsList())
        .containsExactlyInAnyOrderElementsOf(metrics);
    assertThat(lake.read(ItemNeighborsTable.TABLE).collectAsList())
        .containsExactlyInAnyOrderElementsOf(neighbors);
    assertThat(factors(lake, 2)).isEqualTo(factors(lake, 1));
  }

  @Test
  void keepsTheHeldOutPeriodOutOfTheModel(Lake lake) {
    Rows rows = world().add("late", "blue-1", "purchase", 8, "2026-01-31T10:00:00Z");
    lake.overwrite(Interactions.TABLE, rows.on(lake.spark()));
    TrainModelsJob.Summary summary = TrainModelsJob.run(lake, plan(), RUN, "hash");
    StoredModel model = new ModelRegistry(lake).require(RUN);
    for (TrainingWindow window : TrainingWindow.values()) {
      Dataset<Row> preferences = model.read(window, Preferences.FILE, Preferences.SCHEMA);
      Instant last =
          preferences.agg(functions.max(Preferences.LAST_AT)).head().getTimestamp(0).toInstant();
      assertThat(last).isBefore(summary.split().cutoff(window));
      Dataset<Row> segments = model.read(window, SegmentsFile.FILE, SegmentsFile.SCHEMA);
      assertThat(segments.where(col(SegmentsFile.PERSON_ID).equalTo("late")).count())
          .isEqualTo(window == TrainingWindow.LIVE ? 1 : 0);
    }

    Rows otherwise = rows.withItemsShuffledFrom(summary.split().testCutoff(), new Random(6));
    lake.overwrite(Interactions.TABLE, otherwise.on(lake.spark()));
    TrainModelsJob.run(lake, plan(), RUN, "hash");
    assertThat(contents(lake, 2, TrainingWindow.VALIDATION))
        .isEqualTo(contents(lake, 1, TrainingWindow.VALIDATION));
    assertThat(contents(lake, 2, TrainingWindow.TEST))
        .as("another future leaves the model that is asked about it as it was")
        .isEqualTo(contents(lake, 1, TrainingWindow.TEST));
    assertThat(contents(lake, 2, TrainingWindow.LIVE))
        .isNotEqualTo(contents(lake, 1, TrainingWindow.LIVE));
  }

  @Test
  void endsANightWithOneEvent(Lake lake) {
    lake.overwrite(
        Interactions.TABLE,
        new Rows().add("p", "i", "view", 1, "2026-01-31T10:00:00Z").on(lake.spark()));
    TrainModelsJob.Summary summary = TrainModelsJob.run(lake, plan(), RUN, "hash");
    assertThat(summary.items())
        .isEqualTo(
            Map.of(TrainingWindow.VALIDATION, 1, TrainingWindow.TEST, 1, TrainingWindow.LIVE, 1));
    assertThat(EvaluateModelsJob.run(lake, plan(), RUN).metrics()).isZero();
    assertThat(lake.read(UserSegments.TABLE).count()).isEqualTo(1);
    assertThat(lake.read(SegmentProfiles.TABLE).head().<String>getAs(SegmentProfiles.NAME))
        .isEqualTo("segment 0");
  }

  @Test
  void endsANightWithoutEvents(Lake lake) {
    lake.overwrite(Interactions.TABLE, new Rows().on(lake.spark()));
    TrainModelsJob.run(lake, plan(), RUN, "hash");
    assertThat(EvaluateModelsJob.run(lake, plan(), RUN).metrics()).isZero();
  }

  @Test
  void doesNotTakeAModelWithoutItsMarkerForComplete(Lake lake) {
    ModelRegistry registry = new ModelRegistry(lake);
    StoredModel model = registry.create(RUN);
    model.write(
        TrainingWindow.LIVE,
        Preferences.FILE,
        lake.spark().createDataFrame(List.of(), Preferences.SCHEMA));
    assertThat(registry.latest(RUN)).isEmpty();
    assertThat(registry.create(RUN).version().attempt()).isEqualTo(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> registry.require(RUN))
        .withMessageContaining("run train-models");
    registry.complete(model, "{}");
    assertThat(registry.latest(RUN)).isPresent();
    assertThat(registry.description(model)).isEqualTo("{}");
  }

  private static Rows world() {
    Random random = new Random(4);
    Rows rows = new Rows();
    for (int person = 0; person < PERSONS; person++) {
      String taste = person % 2 == 0 ? "red" : "blue";
      for (int n = 0; n < 24; n++) {
        String color = random.nextInt(20) == 0 ? "green" : taste;
        int day = 1 + random.nextInt(30);
        rows.add(
            "person-" + person,
            color + "-" + random.nextInt(ITEMS / 2),
            "view",
            1,
            "2026-01-%02dT%02d:00:00Z".formatted(day, random.nextInt(24)));
      }
    }
    return rows.add("person-0", "red-gone", "view", 1, "2026-01-30T10:00:00Z");
  }

  private static Dataset<Row> catalogue(Lake lake) {
    List<Row> items = new ArrayList<>();
    for (String color : List.of("red", "blue", "green")) {
      for (int i = 0; i < ITEMS / 2; i++) {
        items.add(item(color, color + "-" + i, true));
      }
    }
    items.add(item("red", "red-gone", false));
    return lake.spark().createDataFrame(items, Items.SCHEMA);
  }

  private static Row item(String color, String id, boolean available) {
    Object[] values = new Object[Items.SCHEMA.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = Items.SCHEMA.fields()[i];
      values[i] =
          switch (field.name()) {
            case Items.ITEM_ID -> id;
            case Items.CATEGORIES -> new String[] {color};
            case Items.AVAILABLE -> available;
            case Items.AVAILABILITY -> new org.apache.spark.sql.Row[0];
            case Items.UPDATED_AT -> Timestamp.from(Instant.parse("2026-01-01T00:00:00Z"));
            default -> null;
          };
    }
    return RowFactory.create(values);
  }

  private static TrainingPlan plan() {
    return plan(Map.of("training.als.search.trials", "0"));
  }

  private static TrainingPlan plan(Map<String, String> more) {
    Map<String, String> sets = new HashMap<>(more);
    sets.put("training.als.rank", "8");
    sets.put("training.als.iterations", "4");
    sets.put("training.als.reg_param", "0.1");
    sets.put("training.als.search.budget", "1 day");
    sets.put("training.als.search.min_persons", "10");
    sets.put("training.partitions", "2");
    sets.put("training.segments.counts", "[2, 3]");
    sets.put("training.neighbors.max_pairs", "1024");
    return TrainingPlan.load(Settings.load(List.of(), sets));
  }

  private static String trainedWith(Lake lake) {
    ModelRegistry registry = new ModelRegistry(lake);
    return AlsTrials.slice(registry.als(registry.require(RUN)));
  }

  private static double quality(Lake lake, String recommender) {
    return lake.read(ModelMetrics.TABLE)
        .where(col(ModelMetrics.RECOMMENDER).equalTo(recommender))
        .where(col(ModelMetrics.WINDOW).equalTo("test"))
        .where(col(ModelMetrics.POLICY).equalTo(ModelMetrics.ALL_ITEMS))
        .where(col(ModelMetrics.METRIC).equalTo("ndcg"))
        .where(col(ModelMetrics.K).equalTo(lit(20)))
        .select(ModelMetrics.VALUE)
        .head()
        .getDouble(0);
  }

  private static List<String> profileNames(Lake lake) {
    return lake.read(SegmentProfiles.TABLE).select(SegmentProfiles.NAME).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> listed(Lake lake) {
    return lake
        .read(PopularItemsTable.TABLE)
        .select(PopularItemsTable.ITEM_ID)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Every row of every file of a window, by the file's name. */
  private static Map<String, List<String>> contents(Lake lake, int attempt, TrainingWindow window) {
    String folder = new StoredModel(lake, new ModelVersion(RUN, attempt)).path(window);
    Map<String, List<String>> contents = new TreeMap<>();
    for (String file : FILES) {
      contents.put(
          file,
          lake.spark().read().parquet(folder + "/" + file).collectAsList().stream()
              .map(Row::toString)
              .sorted()
              .toList());
    }
    return contents;
  }

  private static List<Row> factors(Lake lake, int attempt) {
    return new StoredModel(lake, new ModelVersion(RUN, attempt))
        .read(TrainingWindow.TEST, ItemFactorsFile.FILE, ItemFactorsFile.SCHEMA)
        .orderBy(ItemFactorsFile.ITEM_ID)
        .collectAsList();
  }
}

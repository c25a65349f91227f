package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.settings.Settings;
import dev.nightjar.training.tables.ModelMetrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four tastes, which factors of one number cannot tell apart. */
@ExtendWith(SparkSessionExtension.class)
class AlsSearchIT {
  private static final LocalDate RUN = LocalDate.of(2026, 1, 31);
  private static final int PERSONS = 40;

  @Test
  void searchesOnceCarriesWhatItChoseAndRepeatsItself(Lake lake) {
    lake.overwrite(Interactions.TABLE, world().on(lake.spark()));
    TrainingPlan plan = plan("4", "10");

    TrainModelsJob.Summary first = TrainModelsJob.run(lake, plan, RUN, "hash");
    List<Row> trials = rows(lake, ModelMetrics.ALS_TRIAL);
    List<Row> chosen = rows(lake, ModelMetrics.ALS_CHOSEN);
    assertThat(trials).hasSize(4).allMatch(row -> row.getLong(row.fieldIndex("users")) > 10);
    assertThat(chosen).hasSize(1);
    String slice = chosen.get(0).getAs(ModelMetrics.SLICE);
    assertThat(first.als()).isEqualTo(slice + " from search of 2026-01-31");
    assertThat(slice).as("a single factor is not the best").doesNotStartWith("rank=1,");
    StoredModel model = new ModelRegistry(lake).require(RUN);
    assertThat(AlsTrials.slice(new ModelRegistry(lake).als(model))).isEqualTo(slice);

    EvaluateModelsJob.run(lake, plan, RUN);
    for (LocalDate night : List.of(RUN, RUN.plusDays(1), RUN.plusDays(6))) {
      assertThat(choice(lake, plan, night, first.split())).as(night + "").isEqualTo(first.als());
    }
    assertThat(rows(lake, ModelMetrics.ALS_TRIAL)).containsExactlyElementsOf(trials);
    assertThat(rows(lake, ModelMetrics.ALS_CHOSEN)).containsExactlyElementsOf(chosen);

    choice(lake, plan, RUN.plusDays(7), first.split());
    assertThat(rows(lake, ModelMetrics.ALS_CHOSEN)).hasSize(2);
    assertThat(choice(lake, plan, RUN, first.split()))
        .as("a night that runs again knows nothing of later searches")
        .isEqualTo(first.als());
    assertThat(choice(lake, plan("0", "10"), RUN, first.split())).endsWith(" from settings");
    assertThat(choice(lake, plan("4", "1000"), RUN.minusDays(1), first.split()))
        .as("too few persons")
        .endsWith(" from settings");
  }

  private static String choice(Lake lake, TrainingPlan plan, LocalDate night, TemporalSplit split) {
    return new AlsSearch(lake, plan, night).choose(lake.read(Interactions.TABLE), split).toString();
  }

  @Test
  void looksAtNothingOfTheTestPeriod(Lake lake) {
    TemporalSplit split =
        new TemporalSplit(
            Instant.parse("2026-01-20T00:00:00Z"),
            Instant.parse("2026-01-26T00:00:00Z"),
            Instant.parse("2026-02-01T00:00:00Z"));
    TrainingPlan plan = plan("1", "10");
    AlsScore.Score score = score(lake, world(), split, plan);
    Rows otherwise = world().withItemsShuffledFrom(split.testCutoff(), new Random(6));
    assertThat(score(lake, otherwise, split, plan)).isEqualTo(score);
    Rows earlier = world().withItemsShuffledFrom(split.validationCutoff(), new Random(6));
    assertThat(score(lake, earlier, split, plan)).isNotEqualTo(score);
  }

  private static AlsScore.Score score(
      Lake lake, Rows rows, TemporalSplit split, TrainingPlan plan) {
    try (AlsScore score = AlsScore.open(rows.on(lake.spark()), split, plan)) {
      return score.of(plan.als());
    }
  }

  private static Rows world() {
    Random random = new Random(4);
    Rows rows = new Rows();
    for (int person = 0; person < PERSONS; person++) {
      for (int n = 0; n < 24; n++) {
        int taste = random.nextInt(20) == 0 ? 4 : person % 4;
        rows.add(
            "person-" + person,
            taste + "-" + random.nextInt(15),
            "view",
            1,
            "2026-01-%02dT%02d:00:00Z".formatted(1 + random.nextInt(31), random.nextInt(24)));
      }
    }
    return rows;
  }

  private static TrainingPlan plan(String trials, String minPersons) {
    Map<String, String> sets = new HashMap<>();
    sets.put("training.als.rank", "1");
    sets.put("training.als.iterations", "4");
    sets.put("training.als.reg_param", "0.1");
    sets.put("training.als.search.trials", trials);
    sets.put("training.als.search.budget", "1 day");
    sets.put("training.als.search.min_persons", minPersons);
    sets.put("training.partitions", "2");
    sets.put("training.segments.counts", "[2]");
    return TrainingPlan.load(Settings.load(List.of(), sets));
  }

  private static List<Row> rows(Lake lake, String recommender) {
    return lake.read(ModelMetrics.TABLE)
        .where(col(ModelMetrics.RECOMMENDER).equalTo(recommender))
        .orderBy(ModelMetrics.SLICE)
        .collectAsList();
  }
}

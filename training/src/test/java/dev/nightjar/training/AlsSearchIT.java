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

/** Four tastes, and settings that hold factors down until they tell none of them. */
@ExtendWith(SparkSessionExtension.class)
class AlsSearchIT {
  private static final LocalDate RUN = LocalDate.of(2026, 1, 31);
  private static final int PERSONS = 40;
  private static final TemporalSplit SPLIT =
      new TemporalSplit(
          Instant.parse("2026-01-20T00:00:00Z"),
          Instant.parse("2026-01-26T00:00:00Z"),
          Instant.parse("2026-02-01T00:00:00Z"));

  @Test
  void searchesWhenItIsDueAndCarriesWhatItChose(Lake lake) {
    lake.overwrite(Interactions.TABLE, world().on(lake.spark()));
    TrainingPlan plan = plan("2", "10");

    String first = choice(lake, plan, RUN);
    List<Row> trials = rows(lake, ModelMetrics.ALS_TRIAL);
    List<Row> chosen = rows(lake, ModelMetrics.ALS_CHOSEN);
    assertThat(trials).hasSize(2).allMatch(row -> row.<Long>getAs(ModelMetrics.USERS) > 10);
    assertThat(chosen).hasSize(1);
    String slice = chosen.get(0).getAs(ModelMetrics.SLICE);
    assertThat(slice).as("what holds factors down is not the best").doesNotContain("=100.0");
    assertThat(first).isEqualTo(slice + " from search of 2026-01-31");
    assertThat(trials.get(0).<Double>getAs(ModelMetrics.VALUE))
        .as("a trial looks at nothing of the test period")
        .isEqualTo(scoreWithAnotherTestPeriod(lake, trials.get(0).getAs(ModelMetrics.SLICE)));

    for (LocalDate night : List.of(RUN, RUN.plusDays(6))) {
      assertThat(choice(lake, plan, night)).as(night + "").isEqualTo(first);
    }
    assertThat(rows(lake, ModelMetrics.ALS_TRIAL)).containsExactlyElementsOf(trials);
    assertThat(rows(lake, ModelMetrics.ALS_CHOSEN)).containsExactlyElementsOf(chosen);
  }

  @Test
  void takesTheNewestSearchThatANightKnowsOrTheSettings(Lake lake) {
    lake.overwrite(Interactions.TABLE, world().on(lake.spark()));
    TrainingPlan plan = plan("2", "10");
    AlsTrials trials = new AlsTrials(lake);
    for (int rank : List.of(8, 16)) {
      AlsParams params = plan.als().with(rank, 0.2, 5, 10);
      trials.replace(
          rank == 8 ? RUN : RUN.plusDays(7),
          new AlsClimb.Found(params, Map.of(params, new AlsScore.Score(0.5, 40))));
    }
    assertThat(choice(lake, plan, RUN.plusDays(7)))
        .isEqualTo("rank=16,reg_param=0.2,alpha=5.0,iterations=10 from search of 2026-02-07");
    assertThat(choice(lake, plan, RUN))
        .as("a night that runs again knows nothing of later searches")
        .isEqualTo("rank=8,reg_param=0.2,alpha=5.0,iterations=10 from search of 2026-01-31");
    assertThat(choice(lake, plan("0", "10"), RUN)).as("off").endsWith(" from settings");
    assertThat(choice(lake, plan("2", "1000"), RUN.minusDays(1)))
        .as("due, but with too few persons")
        .endsWith(" from settings");
  }

  private static String choice(Lake lake, TrainingPlan plan, LocalDate night) {
    return new AlsSearch(lake, plan, night).choose(lake.read(Interactions.TABLE), SPLIT).toString();
  }

  private static double scoreWithAnotherTestPeriod(Lake lake, String slice) {
    Rows otherwise = world().withItemsShuffledFrom(SPLIT.testCutoff(), new Random(6));
    TrainingPlan plan = plan("1", "10");
    try (AlsScore score = AlsScore.open(otherwise.on(lake.spark()), SPLIT, plan)) {
      return score.of(AlsTrials.parameters(slice, plan.als())).ndcg();
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
    sets.put("training.als.rank", "4");
    sets.put("training.als.iterations", "2");
    sets.put("training.als.reg_param", "100");
    sets.put("training.als.search.trials", trials);
    sets.put("training.als.search.budget", "1 day");
    sets.put("training.als.search.min_persons", minPersons);
    sets.put("training.partitions", "2");
    return TrainingPlan.load(Settings.load(List.of(), sets));
  }

  private static List<Row> rows(Lake lake, String recommender) {
    return lake.read(ModelMetrics.TABLE)
        .where(col(ModelMetrics.RECOMMENDER).equalTo(recommender))
        .orderBy(ModelMetrics.SLICE)
        .collectAsList();
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.FeatureNames;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateFeaturesTest {
  @TempDir Path folder;

  @Test
  void anItemIsDueByTheRhythmOfItsPersonOrElseByItsOwn() {
    SnapshotFolder world = new SnapshotFolder();
    for (String id : List.of("often", "once", "never")) {
      world.item(new ItemRecord(id, true, List.of(), "{}", SnapshotFolder.scored()));
    }
    OwnItems own =
        new OwnItems(
            new int[] {0, 1},
            new float[] {5, 1},
            new float[] {3, 1},
            new float[] {2, 1},
            new float[] {15, 15},
            new float[] {20, 0});
    world
        .column(ItemColumns.REPEAT_DAYS, 40, 30, 20)
        .column(ItemColumns.PRICE, 1, 4, 3)
        .user(
            "anna",
            new UserRecord(
                -1,
                new int[0],
                new int[0],
                Map.of(Source.OWN_PAST, SnapshotFolder.scored(0, 1, 2)),
                own))
        .write(folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      FeatureTable features =
          RecommendationPipeline.standard(RankingParams.defaults())
              .features(
                  snapshot,
                  RecommendationQuery.forPerson("anna"),
                  BlendWeights.only(Source.OWN_PAST));
      // The person's mean is (2 * 1 + 1 * 4) / 3 = 2.
      assertThat(column(features, "own.price_gap")).containsExactly(-1, 2, 1);
      assertThat(column(features, "own.gap_days")).containsExactly(10, Float.NaN, Float.NaN);
      assertThat(column(features, "own.due")).containsExactly(1.5f, 0.5f, Float.NaN);
    }
  }

  /** The feature's value by item. */
  private static float[] column(FeatureTable features, String name) {
    int at = FeatureNames.all().indexOf(name);
    float[] values = new float[features.items().length];
    for (int row = 0; row < values.length; row++) {
      values[features.items()[row]] = features.rows()[row][at];
    }
    return values;
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Anna's ten best items are six tables, then four lamps, all of them furniture; three quarters of
 * what she had are lamps. The last two lamps are new.
 */
class SelectionTest {
  @TempDir Path folder;

  @BeforeEach
  void world() {
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < 12; i++) {
      boolean table = i < 6 || i == 10;
      world.item(
          new ItemRecord(
              "i" + i,
              true,
              List.of("furniture", table ? "tables" : "lamps"),
              "{}",
              SnapshotFolder.scored()));
    }
    float[] ones = {1, 1};
    float[] decayed = {1, 3};
    OwnItems own = new OwnItems(new int[] {10, 11}, ones, ones, decayed, ones, new float[2]);
    world
        .user(
            "anna",
            new UserRecord(
                UserRecord.NO_SEGMENT,
                new int[] {10, 11},
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)),
                own))
        .user(
            "stranger",
            new UserRecord(
                UserRecord.NO_SEGMENT,
                new int[0],
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))))
        .column(ItemColumns.PUBLISHED, 90, 90, 90, 90, 90, 90, 90, 90, 1, 1, 90, Float.NaN)
        .weights(SnapshotManifest.NEW_ITEMS, Map.of("als", 1.0))
        .write(folder);
  }

  private List<Integer> answer(String who, int n, Variety variety) {
    try (Snapshot snapshot = Snapshot.open(folder)) {
      return RecommendationPipeline.standard(RankingParams.defaults())
          .recommend(snapshot, RecommendationQuery.forPerson(who).withN(n).withVariety(variety))
          .items()
          .stream()
          .map(RankedItem::item)
          .toList();
    }
  }

  @Test
  void calibrationGivesCategoriesTheSharesOfThePersonsPast() {
    assertThat(answer("anna", 4, Variety.NONE)).containsExactly(0, 1, 2, 3);
    assertThat(answer("anna", 4, Variety.NONE.withCalibration(1)))
        .containsExactlyInAnyOrder(0, 6, 7, 8);
    assertThat(answer("stranger", 4, Variety.NONE.withCalibration(0.9)))
        .as("somebody without a past")
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void freshnessBringsLatePublicationsForward() {
    assertThat(answer("anna", 3, Variety.NONE.withFreshness(0.9))).startsWith(8, 9);
    assertThat(answer("anna", 3, Variety.NONE.withFreshness(0.01))).startsWith(0, 1);
  }

  @Test
  void aFullCategoryWaitsUntilNothingElseIsLeft() {
    assertThat(answer("anna", 4, Variety.NONE.withMaxPerCategory(2))).containsExactly(0, 1, 6, 7);
    assertThat(answer("anna", 6, Variety.NONE.withMaxPerCategory(2)))
        .containsExactly(0, 1, 6, 7, 2, 3);
  }

  @Test
  void weightsAndLimitsHaveBounds() {
    assertThatThrownBy(() -> Variety.NONE.withCalibration(1.5))
        .hasMessageContaining("1.5")
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> Variety.NONE.withFreshness(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Variety.NONE.withMaxPerCategory(501)).hasMessageContaining("500");
  }
}

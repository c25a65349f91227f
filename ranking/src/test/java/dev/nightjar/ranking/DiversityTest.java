package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's ten best items are six tables, then four lamps. */
class DiversityTest {
  @TempDir Path folder;

  private List<Integer> answer(SnapshotFolder world, double diversity) {
    world
        .user(
            "anna",
            new UserRecord(
                UserRecord.NO_SEGMENT,
                new int[0],
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))))
        .weights(SnapshotManifest.NEW_ITEMS, Map.of("als", 1.0))
        .write(folder);
    try (Snapshot snapshot = Snapshot.open(folder)) {
      RecommendationQuery query =
          RecommendationQuery.forPerson("anna")
              .withN(4)
              .withVariety(Variety.NONE.withDiversity(diversity));
      return RecommendationPipeline.standard(RankingParams.defaults())
          .recommend(snapshot, query)
          .items()
          .stream()
          .map(RankedItem::item)
          .toList();
    }
  }

  private static SnapshotFolder world(boolean withCategories) {
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < 10; i++) {
      List<String> categories = List.of(i < 6 ? "tables" : "lamps");
      world.item(
          new ItemRecord(
              "i" + i,
              true,
              withCategories ? categories : List.of(),
              "{}",
              SnapshotFolder.scored()));
    }
    return world;
  }

  @Test
  void keepsTheOrderOfRelevanceWhenNoneIsAskedFor() {
    assertThat(answer(world(true), 0)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void givesAPlaceToWhatIsOfAnotherCategory() {
    assertThat(answer(world(true), 0.5)).startsWith(0, 6).hasSize(4);
  }

  @Test
  void takesTheBestFirstHoweverMuchDifferenceIsAskedFor() {
    assertThat(answer(world(true), 1)).startsWith(0, 6).doesNotHaveDuplicates();
  }

  @Test
  void changesNothingWhereNothingIsKnownOfTheItems() {
    assertThat(answer(world(false), 0.9)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void tellsItemsWithoutCategoriesApartByTheirFactors() {
    float[] first = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0};
    float[] second = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
    SnapshotFolder world =
        world(false)
            .column(ItemColumns.factor(0), first)
            .column(ItemColumns.factor(1), second)
            .origin(SnapshotManifest.ALS_ALPHA, "2")
            .origin(SnapshotManifest.ALS_REGULARIZATION, "0.5");
    assertThat(answer(world, 0.5)).startsWith(0, 6);
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Persons whom ALS offers items 1 to 6, and whose newcomers are 3, 8 and 7. */
class ExplorationTest {
  @TempDir Path folder;

  private static RankingParams params(double explore) {
    RankingParams params = RankingParams.defaults();
    return new RankingParams(
        params.sessionHalfLifeEvents(),
        params.sessionMaxEvents(),
        params.sessionCandidates(),
        params.knn(),
        params.listCandidates(),
        params.rankedCandidates(),
        explore,
        params.newItems(),
        params.allItems(),
        params.inSession(),
        params.off());
  }

  private Snapshot world(int persons) {
    SnapshotFolder world = new SnapshotFolder().items(10);
    for (int i = 0; i < persons; i++) {
      world.user(
          "p" + i,
          new UserRecord(
              UserRecord.NO_SEGMENT,
              new int[] {0},
              new int[0],
              Map.of(
                  Source.ALS,
                  SnapshotFolder.scored(1, 2, 3, 4, 5, 6),
                  Source.NEWCOMERS,
                  SnapshotFolder.scored(3, 8, 7))));
    }
    world.weights(SnapshotManifest.NEW_ITEMS, Map.of("als", 1.0)).write(folder);
    return Snapshot.open(folder);
  }

  private static List<Integer> answer(Snapshot snapshot, double explore, String who, int n) {
    return RecommendationPipeline.standard(params(explore))
        .recommend(snapshot, RecommendationQuery.forPerson(who).withN(n))
        .items()
        .stream()
        .map(RankedItem::item)
        .toList();
  }

  @Test
  void givesTheLastPlacesToNewcomersThatAreNotInTheAnswer() {
    try (Snapshot snapshot = world(1)) {
      assertThat(answer(snapshot, 0, "p0", 4)).containsExactly(1, 2, 3, 4);
      // Two places of four, or three by the draw; item 3 is there already.
      assertThat(answer(snapshot, 0.5, "p0", 4)).isEqualTo(List.of(1, 2, 8, 7));
      assertThat(answer(snapshot, 0.5, "stranger", 4)).doesNotContain(8, 7);
    }
  }

  @Test
  void aPlaceBelowOneFallsToSomeAnswersAndToEqualRequestsAlike() {
    try (Snapshot snapshot = world(200)) {
      List<List<Integer>> answers =
          IntStream.range(0, 200).mapToObj(i -> answer(snapshot, 0.1, "p" + i, 3)).toList();
      long explored = answers.stream().filter(items -> items.contains(8)).count();
      assertThat(explored).isBetween(30L, 90L);
      assertThat(answers)
          .allMatch(items -> items.size() == 3 && items.subList(0, 2).equals(List.of(1, 2)));
      assertThat(IntStream.range(0, 200).mapToObj(i -> answer(snapshot, 0.1, "p" + i, 3)))
          .containsExactlyElementsOf(answers);
    }
  }

  @Test
  void saysHowLikelyTheDrawnPlaceWasAndThatTheOthersWereCertain() {
    try (Snapshot snapshot = world(200)) {
      for (int i = 0; i < 200; i++) {
        // 0.3 places of three: item 8 comes in three answers of ten, in the place of item 3.
        Recommendation answer = whole(snapshot, 0.1, "p" + i, 3);
        boolean explored = answer.items().get(2).item() == 8;
        assertThat(answer.propensity(2)).isCloseTo(explored ? 0.3 : 0.7, within(1e-9));
        assertThat(answer.propensity(0)).isEqualTo(1);
        assertThat(answer.propensity(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void aPlaceThatIsCertainOrHasNoNewcomerWasNotDrawn() {
    try (Snapshot snapshot = world(200)) {
      for (int i = 0; i < 200; i++) {
        // Two places of four, whatever is drawn.
        assertThat(whole(snapshot, 0.5, "p" + i, 4).drawn()).isNull();
        // 2.5 places of five, but two newcomers that are not in the answer.
        assertThat(whole(snapshot, 0.5, "p" + i, 5).drawn()).isNull();
      }
      assertThat(whole(snapshot, 0.1, "stranger", 3).drawn()).isNull();
      assertThat(whole(snapshot, 0, "p0", 3).drawn()).isNull();
    }
  }

  private static Recommendation whole(Snapshot snapshot, double explore, String who, int n) {
    return RecommendationPipeline.standard(params(explore))
        .recommend(snapshot, RecommendationQuery.forPerson(who).withN(n));
  }

  @Test
  void aSourceAloneIsNotExploredAndSharesHaveBounds() {
    try (Snapshot snapshot = world(1)) {
      assertThat(
              RecommendationPipeline.standard(params(0.5))
                  .recommend(
                      snapshot,
                      RecommendationQuery.forPerson("p0").withN(4),
                      BlendWeights.only(Source.ALS))
                  .items())
          .allMatch(item -> item.source() == Source.ALS);
    }
    assertThatThrownBy(() -> params(0.6)).hasMessage("explore is 0.6; it must be 0 to 0.5");
  }
}

package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationPipelineTest {
  private static final int ITEMS = 40;

  @TempDir Path folder;
  private Snapshot snapshot;
  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());

  /**
   * Item i has the neighbours i+1 and i+2; items from 35 on are in the category "rare" and item 39
   * is not available.
   */
  @BeforeEach
  void openSnapshot() {
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < ITEMS; i++) {
      world.item(
          new ItemRecord(
              "i" + i,
              i != 39,
              i >= 35 ? List.of("rare") : List.of("common"),
              "{}",
              SnapshotFolder.scored((i + 1) % ITEMS, (i + 2) % ITEMS)));
    }
    world
        .list("popular", 10, 11, 12)
        .list("recent", 13, 14)
        .list("segment:2", 15, 16)
        .user(
            "anna",
            new UserRecord(
                2,
                new int[] {10},
                new int[] {11},
                Map.of(
                    Source.ALS,
                    SnapshotFolder.scored(20, 21, 10),
                    Source.OWN_PAST,
                    SnapshotFolder.scored(10))))
        .user("bert", new UserRecord(2, new int[0], new int[0], Map.of()))
        .user("carl", new UserRecord(-1, new int[0], new int[0], Map.of()))
        .weights(SnapshotManifest.IN_SESSION, Map.of("session", 1.0, "als", 0.1))
        .write(folder);
    snapshot = Snapshot.open(folder);
  }

  @AfterEach
  void closeSnapshot() {
    snapshot.close();
  }

  @Test
  void answersAKnownPersonFromTheirCandidates() {
    Recommendation answer = answer(RecommendationQuery.forPerson("anna").withN(3));
    assertThat(answer.mode()).isEqualTo(Mode.PERSONAL);
    assertThat(answer.segment()).isEqualTo(2);
    assertThat(items(answer)).startsWith(20, 21).doesNotContain(10, 11);
    assertThat(answer.items().get(0).source()).isEqualTo(Source.ALS);
  }

  @Test
  void recommendsSeenItemsAgainOnlyWhenAsked() {
    Recommendation answer =
        answer(RecommendationQuery.forPerson("anna").withN(3).withIncludeSeen(true));
    assertThat(items(answer)).startsWith(10).doesNotContain(11);
    assertThat(answer.items().get(0).source()).isEqualTo(Source.OWN_PAST);
  }

  @Test
  void fallsBackToSegmentThenToPopular() {
    Recommendation inSegment = answer(RecommendationQuery.forPerson("bert").withN(4));
    assertThat(inSegment.mode()).isEqualTo(Mode.SEGMENT);
    assertThat(items(inSegment)).contains(15);
    for (RecommendationQuery query :
        List.of(
            RecommendationQuery.forPerson("carl").withN(4),
            RecommendationQuery.forPerson("nobody").withN(4),
            RecommendationQuery.anonymous().withN(4))) {
      Recommendation popular = answer(query);
      assertThat(popular.mode()).isEqualTo(Mode.POPULAR);
      assertThat(items(popular)).containsExactly(13, 14, 10, 11);
      assertThat(popular.segment()).isEqualTo(UserRecord.NO_SEGMENT);
    }
  }

  @Test
  void fillsUpWithListsThenWithAnythingRecommendable() {
    Recommendation answer =
        pipeline.recommend(
            snapshot,
            RecommendationQuery.forPerson("anna").withN(500),
            BlendWeights.only(Source.ALS));
    assertThat(items(answer)).startsWith(20, 21, 15, 16, 13, 14, 12, 0, 1);
    assertThat(answer.items()).hasSize(ITEMS - 3);
    for (int place = 1; place < answer.items().size(); place++) {
      assertThat(answer.items().get(place).score())
          .isLessThanOrEqualTo(answer.items().get(place - 1).score());
    }
  }

  @Test
  void fillsUpInsideTheWantedCategories() {
    assertThat(
            items(
                answer(RecommendationQuery.forPerson("anna").withCategories(List.of("rare", "x")))))
        .containsExactlyInAnyOrder(35, 36, 37, 38);
    assertThat(answer(RecommendationQuery.anonymous().withCategories(List.of("x"))).items())
        .isEmpty();
  }

  @Test
  void answersAViewWithItsNeighbors() {
    RecommendationQuery query = RecommendationQuery.anonymous().withN(5);
    assertThat(items(answer(query))).doesNotContain(4, 5);
    Recommendation answer = answer(query.withSessionEvents(List.of(event("i3", "view"))));
    assertThat(answer.mode()).isEqualTo(Mode.SESSION);
    assertThat(items(answer)).startsWith(4, 5).doesNotContain(3);
    assertThat(answer.items().get(0).source()).isEqualTo(Source.SESSION);
  }

  @Test
  void weighsTheNewestViewMost() {
    List<SessionEvent> events = List.of(event("i3", "view"), event("i30", "view"));
    assertThat(items(answer(RecommendationQuery.anonymous().withSessionEvents(events))))
        .startsWith(31, 4, 32, 5);
  }

  @Test
  void looksOnlyAtTheNewestEvents() {
    List<SessionEvent> events = new ArrayList<>();
    events.add(event("i3", "view"));
    for (int i = 0; i < RankingParams.defaults().sessionMaxEvents(); i++) {
      events.add(event("i30", "view"));
    }
    Recommendation answer =
        pipeline.recommend(
            snapshot,
            RecommendationQuery.anonymous().withSessionEvents(events).withN(2),
            BlendWeights.only(Source.SESSION));
    assertThat(items(answer)).containsExactly(31, 32);
  }

  @Test
  void dismissedItemVanishesAtOnceAndNoLongerPullsItsNeighborsIn() {
    RecommendationQuery query = RecommendationQuery.forPerson("anna").withN(5);
    assertThat(items(answer(query))).contains(20);
    Recommendation answer =
        answer(
            query
                .withIncludeSeen(true)
                .withSessionEvents(List.of(event("i20", "view"), event("i20", "dismiss"))));
    assertThat(items(answer)).doesNotContain(20, 22);
  }

  @Test
  void returnedItemIsNoSignOfTaste() {
    Recommendation answer =
        answer(
            RecommendationQuery.anonymous()
                .withN(5)
                .withSessionEvents(List.of(event("i3", "purchase"), event("i3", "return"))));
    assertThat(answer.mode()).isEqualTo(Mode.POPULAR);
    assertThat(items(answer)).doesNotContain(3, 4, 5);
  }

  @Test
  void putsNeighborsOfTheItemOnTheScreenFirst() {
    Recommendation answer =
        answer(
            RecommendationQuery.anonymous()
                .withItemId("i6")
                .withSessionEvents(List.of(event("i30", "view"), event("i6", "view")))
                .withIncludeSeen(true)
                .withN(4));
    assertThat(items(answer)).containsExactly(7, 31, 8, 32);
  }

  @Test
  void ignoresUnknownNames() {
    RecommendationQuery plain = RecommendationQuery.anonymous();
    assertThat(
            answer(
                plain
                    .withItemId("x")
                    .withExclude(List.of("y"))
                    .withSessionEvents(List.of(event("z", "view")))))
        .isEqualTo(answer(plain));
  }

  @Test
  void aFailedSourceCostsTheAnswerThatSourceOnly() {
    Map<Source, CandidateSource> sources =
        new HashMap<>(CandidateStage.standardSources(RankingParams.defaults()));
    sources.put(
        Source.ALS,
        query -> {
          throw new IllegalStateException("broken");
        });
    RecommendationPipeline broken =
        new RecommendationPipeline(RankingParams.defaults(), new CandidateStage(sources));
    Recommendation answer =
        broken.recommend(snapshot, RecommendationQuery.forPerson("anna").withN(5));
    assertThat(answer.degraded()).containsExactly("als");
    assertThat(answer.mode()).isEqualTo(Mode.SEGMENT);
    assertThat(answer.items()).hasSize(5);
    // The scratch memory that the failed request used is clean again.
    RecommendationQuery next = RecommendationQuery.anonymous().withN(5);
    assertThat(broken.recommend(snapshot, next).items()).isEqualTo(answer(next).items());
  }

  @Test
  void answersWithoutThePersonWhenTheirValueIsDamaged() {
    Path damaged = folder.resolve("damaged");
    new SnapshotFolder()
        .items(3)
        .list("popular", 2, 1)
        .user("anna", new UserRecord(0, new int[] {99}, new int[0], Map.of()))
        .write(damaged);
    try (Snapshot other = Snapshot.open(damaged)) {
      Recommendation answer = pipeline.recommend(other, RecommendationQuery.forPerson("anna"));
      assertThat(answer.degraded()).containsExactly("user");
      assertThat(answer.mode()).isEqualTo(Mode.POPULAR);
      assertThat(items(answer)).containsExactly(2, 1, 0);
    }
  }

  @Test
  void scoresThatAreNoNumbersDoNotSpoilTheOrder() {
    Path odd = folder.resolve("odd");
    float[] scores = {Float.POSITIVE_INFINITY, Float.NaN, 1};
    new SnapshotFolder()
        .items(5)
        .list("popular", new ScoredItems(new int[] {4, 3, 2}, scores))
        .list("recent", new ScoredItems(new int[] {1, 0}, new float[] {-1, -2}))
        .write(odd);
    try (Snapshot other = Snapshot.open(odd)) {
      assertThat(items(pipeline.recommend(other, RecommendationQuery.anonymous().withN(3))))
          .hasSize(3);
      assertThat(
              items(
                  pipeline.recommend(
                      other,
                      RecommendationQuery.anonymous().withN(2),
                      BlendWeights.only(Source.RECENT))))
          .containsExactly(1, 0);
    }
  }

  private Recommendation answer(RecommendationQuery query) {
    Recommendation answer = pipeline.recommend(snapshot, query);
    assertThat(answer.degraded()).isEmpty();
    return answer;
  }

  private static List<Integer> items(Recommendation answer) {
    return answer.items().stream().map(RankedItem::item).toList();
  }

  private static SessionEvent event(String itemId, String interaction) {
    return new SessionEvent(itemId, interaction, null);
  }
}

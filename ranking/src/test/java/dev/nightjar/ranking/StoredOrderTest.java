package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.OrderValue;
import dev.nightjar.contract.PersonOrder;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.SnapshotKeys;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import dev.nightjar.ranking.store.SnapshotHolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person whom ALS offers items 1, 2 and 3, and for whom the night stored 3, 2, 1. */
class StoredOrderTest {
  private static final RecommendationQuery ANN = RecommendationQuery.forPerson("ann").withN(2);

  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());
  private final SnapshotFolder folder = new SnapshotFolder();
  @TempDir Path temp;

  @BeforeEach
  void world() {
    folder.items(5);
    folder.user(
        "ann",
        new UserRecord(
            UserRecord.NO_SEGMENT,
            new int[] {0},
            new int[0],
            Map.of(Source.ALS, SnapshotFolder.scored(1, 2, 3))));
  }

  @Test
  void answersAsStoredWhileNothingHasHappened() {
    store(3, 2, 1);
    try (Snapshot snapshot = open()) {
      Recommendation answer = pipeline.recommend(snapshot, ANN);
      assertThat(items(answer)).containsExactly(3, 2);
      assertThat(answer.items().get(0)).isEqualTo(new RankedItem(3, 30, Source.ALS));
      assertThat(answer.mode()).isEqualTo(Mode.PERSONAL);
      assertThat(items(pipeline.recommend(snapshot, ANN.withIncludeSeen(true))))
          .as("nothing is stored for this policy")
          .containsExactly(1, 2);
    }
  }

  @Test
  void needsNothingElseOfThePerson() {
    OrderValue.Person bob = new OrderValue.Person(4, new int[0]);
    folder.order(
        SnapshotKeys.order("bob", SnapshotManifest.NEW_ITEMS),
        new OrderValue(order(3, 2, 1), bob).encode());
    try (Snapshot snapshot = open()) {
      assertThat(snapshot.user("bob")).isNull();
      Recommendation answer =
          pipeline.recommend(snapshot, RecommendationQuery.forPerson("bob").withN(2));
      assertThat(items(answer)).containsExactly(3, 2);
      assertThat(answer.segment()).isEqualTo(4);
    }
  }

  @Test
  void isNotUsedWhereTheQuerySaysMore() {
    store(3, 2, 1);
    try (Snapshot snapshot = open()) {
      SessionEvent unknown = new SessionEvent("of-another-shop", "view", null);
      for (RecommendationQuery query :
          List.of(ANN.withItemId("i4"), ANN.withSessionEvents(List.of(unknown)))) {
        assertThat(items(pipeline.recommend(snapshot, query))).containsExactly(1, 2);
      }
    }
  }

  @Test
  void isNarrowedAsTheQueryIs() {
    store(3, 2, 1);
    try (Snapshot snapshot = open()) {
      RecommendationQuery without = ANN.withExclude(List.of("i3"));
      assertThat(items(pipeline.recommend(snapshot, without))).containsExactly(2, 1);
      assertThat(items(pipeline.recommend(snapshot, without.withN(3))))
          .as("too little is left")
          .containsExactly(1, 2, 4);
      assertThat(items(pipeline.recommend(snapshot, ANN.withCategories(List.of("none")))))
          .isEmpty();
    }
  }

  @Test
  void isNotUsedWhenItIsShorterThanTheAnswer() {
    store(3, 2, 1);
    try (Snapshot snapshot = open()) {
      assertThat(items(pipeline.recommend(snapshot, ANN.withN(4)))).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void itemsTakenDownSinceTheNightAreLeftOut() {
    store(3, 2, 1);
    SnapshotHolder holder = new SnapshotHolder();
    holder.withhold(Set.of("i3"));
    holder.swap(open());
    Snapshot snapshot = holder.acquire();
    assertThat(items(pipeline.recommend(snapshot, ANN))).containsExactly(2, 1);
    snapshot.release();
    holder.close();
  }

  @Test
  void aDamagedOrderCostsItsPlaceOnly() {
    folder.order(SnapshotKeys.order("ann", SnapshotManifest.NEW_ITEMS), new byte[] {1, 9});
    try (Snapshot snapshot = open()) {
      Recommendation answer = pipeline.recommend(snapshot, ANN);
      assertThat(items(answer)).containsExactly(1, 2);
      assertThat(answer.degraded()).containsExactly("order");
    }
  }

  private void store(int... items) {
    OrderValue.Person ann = new OrderValue.Person(UserRecord.NO_SEGMENT, new int[0]);
    folder.order(
        SnapshotKeys.order("ann", SnapshotManifest.NEW_ITEMS),
        new OrderValue(order(items), ann).encode());
  }

  private static PersonOrder order(int... items) {
    float[] scores = new float[items.length];
    Source[] strongest = new Source[items.length];
    int[] proposers = new int[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = items[i] * 10;
      strongest[i] = Source.ALS;
      proposers[i] = PersonOrder.bit(Source.ALS);
    }
    return new PersonOrder(new ScoredItems(items, scores), strongest, proposers);
  }

  private Snapshot open() {
    folder.write(temp);
    return Snapshot.open(temp);
  }

  private static List<Integer> items(Recommendation answer) {
    return answer.items().stream().map(RankedItem::item).toList();
  }
}

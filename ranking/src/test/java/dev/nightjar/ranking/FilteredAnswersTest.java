package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemAttributeBuilder;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemRecord;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.Recommendation.Filtered;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import dev.nightjar.ranking.store.SnapshotHolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of 40 items item i costs i, the odd ones are more popular the more they cost. */
class FilteredAnswersTest {
  private static final int ITEMS = 40;

  @TempDir Path folder;
  private Snapshot snapshot;
  private final SnapshotHolder holder = new SnapshotHolder();
  private final RecommendationPipeline pipeline = RecommendationPipeline.standard(exploring(0));

  @BeforeEach
  void openSnapshot() {
    snapshot = snapshot(folder.resolve("first"), 0);
    holder.swap(snapshot);
  }

  private static Snapshot snapshot(Path folder, int dearer) {
    SnapshotFolder world = new SnapshotFolder();
    ItemAttributeBuilder prices = ItemAttributeBuilder.numbers("price", ITEMS);
    float[] popularity = new float[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      List<String> categories = List.of(i < 20 ? "cheap" : "dear");
      world.item(new ItemRecord("i" + i, true, categories, "{}", ScoredItems.NONE));
      prices.add(i, i + dearer);
      popularity[i] = i % 2 == 0 ? 0 : i;
    }
    world
        .list("popular", 1, 30)
        .column(ItemColumns.POPULAR_ALL, popularity)
        .attributes(new ItemAttributes(ITEMS, List.of(), List.of(prices.build())))
        .user(
            "anna",
            new UserRecord(
                -1,
                new int[] {35},
                new int[0],
                Map.of(
                    Source.ALS,
                    SnapshotFolder.scored(2, 31, 3, 32),
                    Source.NEWCOMERS,
                    SnapshotFolder.scored(4, 34))))
        .write(folder);
    return Snapshot.open(folder);
  }

  @AfterEach
  void closeSnapshot() {
    holder.close();
  }

  @Test
  void candidatesThatMatchComeFirstThenListsThenTheMostPopularOfTheRest() {
    Recommendation answer = answer("anna", 8, "price >= 30");

    assertThat(items(answer)).containsExactly(31, 32, 30, 39, 37, 33, 34, 36);
    assertThat(answer.filtered()).isEqualTo(new Filtered(5, 0, List.of()));
    assertThat(answer.items().get(7).source()).isEqualTo(Source.POPULAR);
  }

  @Test
  void anAnswerWithEnoughCandidatesGoesNoDeeper() {
    Recommendation answer = answer("anna", 2, "price >= 30");

    assertThat(items(answer)).containsExactly(31, 32);
    assertThat(answer.filtered()).isEqualTo(new Filtered(0, 0, List.of()));
  }

  @Test
  void aShortAnswerSaysHowManyAreMissing() {
    for (int asked = 0; asked < 2; asked++) {
      Recommendation answer = answer("anna", 8, "price > 36");

      assertThat(items(answer)).containsExactly(39, 37, 38);
      assertThat(answer.filtered()).isEqualTo(new Filtered(3, 5, List.of()));
    }
  }

  /** Whom it was worked out for first must not matter to who asks next. */
  @Test
  void whatIsKeptOfAFilterIsKeptForNobodyInParticular() {
    assertThat(items(answer("anna", 9, "price in (33, 35)"))).containsExactly(33);
    assertThat(items(answer("nobody", 9, "price in (33, 35)"))).containsExactly(35, 33);
    RecommendationQuery cheap =
        query("nobody", 9, "price in (33, 35, 5)").withCategories(List.of("cheap"));
    assertThat(items(pipeline.recommend(snapshot, cheap))).containsExactly(5);
    assertThat(items(answer("nobody", 9, "price in (33, 35, 5)"))).containsExactly(35, 33, 5);
    assertThat(items(pipeline.recommend(snapshot, cheap))).containsExactly(5);
  }

  @Test
  void whatIsTakenDownStaysOutOfWhatIsKept() {
    assertThat(items(answer("nobody", 9, "price in (33, 37)"))).containsExactly(37, 33);
    holder.withhold(Set.of("i37"));
    assertThat(items(answer("nobody", 9, "price in (33, 37)"))).containsExactly(33);
    holder.withhold(Set.of());
    assertThat(items(answer("nobody", 9, "price in (33, 37)"))).containsExactly(37, 33);
  }

  @Test
  void placesForNewItemsObeyTheFilter() {
    Recommendation answer =
        RecommendationPipeline.standard(exploring(0.5))
            .recommend(snapshot, query("anna", 6, "price >= 30"));

    assertThat(items(answer)).containsExactly(31, 32, 30, 39, 37, 34);
    assertThat(answer.items().get(5).source()).isEqualTo(Source.NEWCOMERS);
    assertThat(answer.filtered()).isEqualTo(new Filtered(2, 0, List.of()));
  }

  @Test
  void whatWasFoundForAShortAnswerIsNotAllThereIs() {
    assertThat(items(answer("nobody", 2, "price >= 30"))).containsExactly(30, 39);
    assertThat(items(answer("nobody", 20, "price >= 30"))).hasSize(10);
  }

  @Test
  void anotherSnapshotIsAskedAnew() {
    assertThat(items(answer("nobody", 9, "price in (33, 37)"))).containsExactly(37, 33);
    Recommendation next;
    try (Snapshot dearer = snapshot(folder.resolve("second"), 2)) {
      next = pipeline.recommend(dearer, query("nobody", 9, "price in (33, 37)"));
    }
    assertThat(items(next)).containsExactly(35, 31);
  }

  @Test
  void withoutAFilterNothingIsSaidOfOne() {
    assertThat(pipeline.recommend(snapshot, RecommendationQuery.anonymous()).filtered()).isNull();
  }

  private static RankingParams exploring(double share) {
    RankingParams shipped = RankingParams.defaults();
    return new RankingParams(
        shipped.sessionHalfLifeEvents(),
        shipped.sessionMaxEvents(),
        shipped.sessionCandidates(),
        shipped.knn(),
        shipped.listCandidates(),
        shipped.rankedCandidates(),
        share,
        shipped.newItems(),
        shipped.allItems(),
        shipped.inSession(),
        shipped.off());
  }

  private Recommendation answer(String person, int n, String filter) {
    return pipeline.recommend(snapshot, query(person, n, filter));
  }

  private static RecommendationQuery query(String person, int n, String filter) {
    return RecommendationQuery.forPerson(person).withN(n).withFilter(ItemFilter.parse(filter));
  }

  private static List<Integer> items(Recommendation answer) {
    return answer.items().stream().map(RankedItem::item).toList();
  }
}

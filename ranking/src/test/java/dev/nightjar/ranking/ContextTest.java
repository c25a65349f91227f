package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import dev.nightjar.ranking.store.SnapshotFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Anna's best items are 0, 1 and 2, with half a score from each to the next; 2 is asked for e times
 * as much on phones, and less on Sundays and Saturdays.
 */
class ContextTest {
  private static final RecommendationQuery ANNA = RecommendationQuery.forPerson("anna").withN(3);

  @TempDir Path folder;

  private Snapshot snapshot(double weight) {
    SnapshotFolder world = new SnapshotFolder();
    for (int i = 0; i < 4; i++) {
      world.item("i" + i, SnapshotFolder.scored());
    }
    world
        .list(ItemList.RECENT, SnapshotFolder.scored(3, 2, 1, 0))
        .user(
            "anna",
            new UserRecord(
                UserRecord.NO_SEGMENT,
                new int[0],
                new int[0],
                Map.of(Source.ALS, SnapshotFolder.scored(0, 1, 2))))
        .column(ItemColumns.lift("device", "mobile"), new float[] {0, 0, 1, Float.NaN})
        .column(ItemColumns.lift("week", "weekend"), new float[] {0, 0, -1, Float.NaN})
        .weights(SnapshotManifest.NEW_ITEMS, Map.of("als", 1.0, "context", weight))
        .write(folder);
    return Snapshot.open(folder);
  }

  private static List<Integer> answer(Snapshot snapshot, RequestContext context) {
    return pipeline().recommend(snapshot, ANNA.withContext(context)).items().stream()
        .map(RankedItem::item)
        .toList();
  }

  private static RecommendationPipeline pipeline() {
    return RecommendationPipeline.standard(RankingParams.defaults());
  }

  private static RequestContext on(String device) {
    return RequestContext.NONE.with("device", device);
  }

  @Test
  void putsFirstWhatIsAskedForThere() {
    try (Snapshot snapshot = snapshot(3)) {
      assertThat(answer(snapshot, RequestContext.NONE)).containsExactly(0, 1, 2);
      assertThat(answer(snapshot, on("Mobile"))).containsExactly(2, 0, 1);
      assertThat(answer(snapshot, on("mobile").with("weekday", "Sunday")))
          .as("what speaks for it speaks against it as much")
          .containsExactly(0, 1, 2);
      assertThat(answer(snapshot, on("mobile").with("weekday", "monday"))).startsWith(2);
    }
  }

  @Test
  void changesNothingWithoutWeightOrKnowledge() {
    try (Snapshot snapshot = snapshot(0)) {
      assertThat(answer(snapshot, on("mobile"))).containsExactly(0, 1, 2);
    }
    try (Snapshot snapshot = snapshot(3)) {
      assertThat(answer(snapshot, on("fridge").with("moon", "full"))).containsExactly(0, 1, 2);
    }
  }

  @Test
  void saysWhatItAdds() {
    try (Snapshot snapshot = snapshot(3)) {
      RecommendationQuery query = ANNA.withContext(on("mobile"));
      RankedItem first = pipeline().recommend(snapshot, query).items().get(0);
      CandidateTable candidates =
          pipeline().explain(snapshot, query, Surface.STANDARD, Set.of()).candidates();
      int row = 2;
      assertThat(candidates.items()[row]).isEqualTo(first.item());
      assertThat(candidates.lifts()[row]).isEqualTo(3);
      assertThat(candidates.scores()[row]).isEqualTo(first.score());
      assertThat(first.score())
          .isCloseTo(
              (float) (candidates.scoresBySource()[row][Source.ALS.ordinal()] * Math.exp(3)),
              org.assertj.core.data.Offset.offset(1e-4f));
    }
  }

  @Test
  void tellsPartOfTheDayAndDayByTheShopsClocks() {
    Instant moment = Instant.parse("2026-03-01T23:30:00Z");
    RequestContext there = RequestContext.NONE.at(moment, ZoneId.of("Europe/Berlin"));
    assertThat(there.daypart()).isEqualTo("night");
    assertThat(there.weekday()).isEqualTo("monday");
    assertThat(RequestContext.NONE.at(moment, ZoneId.of("UTC")).weekday()).isEqualTo("sunday");
  }

  @Test
  void refusesWhatNoDayHas() {
    assertThatThrownBy(() -> RequestContext.NONE.with("daypart", "teatime"))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("context.daypart")
        .hasMessageContaining("night, morning, afternoon, evening");
  }
}

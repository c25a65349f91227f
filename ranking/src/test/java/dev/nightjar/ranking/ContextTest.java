package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ItemList;
import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.filter.ItemFilter;
import dev.nightjar.ranking.rules.Rule;
import dev.nightjar.ranking.rules.RuleCondition;
import dev.nightjar.ranking.rules.RuleEffect;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .column(ItemColumns.lift("os", "ios"), new float[] {0, 1, 0, 0})
        .column(ItemColumns.lift(ItemColumns.beyond("os"), "ios"), new float[] {0, 0.5f, 0, 0})
        .column(ItemColumns.lift("os", "android"), new float[] {0, 0, 1, 0})
        .column(ItemColumns.lift("browser", "firefox"), new float[] {0, 1, 0, 0})
        .column(ItemColumns.lift("referrer", "search.example"), new float[] {0, 1, 0, 0})
        .column(ItemColumns.lift("language", "de"), new float[] {0, 1, 0, 0})
        .column(ItemColumns.lift(ItemColumns.free("store"), "7"), new float[] {0, 1, 0, 0})
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

  @ParameterizedTest
  @CsvSource({
    "os, iOS 17, Windows 10",
    "browser, Firefox, Chrome",
    "referrer, https://www.search.example/?q=a, https://news.example/",
    "locale, de-AT, fr-FR",
    "store, 7, 8"
  })
  void requestsThatDifferInOneValueAreAnsweredOtherwise(String name, String there, String here) {
    try (Snapshot snapshot = snapshot(3)) {
      RequestContext known = RequestContext.NONE.with(name, there);
      assertThat(answer(snapshot, known)).containsExactly(1, 0, 2);
      assertThat(answer(snapshot, RequestContext.NONE.with(name, here))).containsExactly(0, 1, 2);
      assertThat(answer(snapshot, known.over(snapshot))).containsExactly(1, 0, 2);
    }
  }

  @Test
  void ofWhatTheDeviceSaysTheSystemSaysNothingAgain() {
    try (Snapshot snapshot = snapshot(1)) {
      RequestContext phone = on("mobile").with("os", "ios");
      assertThat(phone.known(snapshot))
          .extracting(column -> column.name() + "=" + column.value() + " " + column.of(1))
          .containsExactly("device=mobile 0.0", "os=ios 0.5");
      assertThat(on("fridge").with("os", "ios").known(snapshot))
          .as("of which nothing is known says nothing")
          .extracting(column -> column.of(1))
          .containsExactly(1f);
    }
  }

  @Test
  void keepsOfAQueryWhatHasAPartInItsAnswer() {
    try (Snapshot snapshot = snapshot(3)) {
      RuleEffect bury = new RuleEffect.Bury(ItemFilter.parse("item_id = \"i1\""));
      RecommendationQuery query =
          ANNA.withContext(
                  on("mobile").with("os", "ios").with("ip", "10.0.0.7").with("locale", "de-AT"))
              .withRules(
                  List.of(
                      new Rule("a", when("ip", "10.0.0.7"), bury),
                      new Rule("b", when("ip", "10.0.0.8"), new RuleEffect.Block(bury.which()))));
      RecommendationQuery left = query.over(snapshot);
      assertThat(left.context().others()).isEqualTo(Map.of("os", "ios", "locale", "de"));
      assertThat(left.rules()).containsExactly(new Rule("a", RuleCondition.ALWAYS, bury));
      assertThat(pipeline().recommend(snapshot, left))
          .isEqualTo(pipeline().recommend(snapshot, query));
    }
  }

  private static RuleCondition when(String name, String value) {
    return new RuleCondition(
        null, null, Set.of(), Map.of(name, Set.of(value)), Set.of(), ItemFilter.NONE);
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
      assertThat(candidates.context()).extracting(ContextColumn::value).containsExactly("mobile");
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

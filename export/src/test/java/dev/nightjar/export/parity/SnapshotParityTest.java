package dev.nightjar.export.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.RankingParams;
import dev.nightjar.ranking.RecommendationPipeline;
import dev.nightjar.ranking.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ann is offered 1, 2, 3, 4 by ALS, and has seen 0; the table has two places of a source. */
class SnapshotParityTest {
  private static final String ANN = "a0";
  private static final String BOB = "b0";
  private static final int RANKS = 2;
  private static final Instant NOON = Instant.parse("2026-01-06T12:00:00Z");
  private static final TakenDown NOTHING = TakenDown.of(List.of());

  private final RecommendationPipeline pipeline =
      RecommendationPipeline.standard(RankingParams.defaults());
  private final Tally tally = new Tally();
  private final SmallSnapshot small = new SmallSnapshot(6).user(ANN, 1, 2, 3, 4).user(BOB, 5, 4);
  private final Map<String, UserRecord> known = new HashMap<>();
  private final Map<String, Map<Source, ScoredItems>> rows = new HashMap<>();
  @TempDir Path temp;

  @BeforeEach
  void tablesSayWhatTheSnapshotHolds() {
    for (String person : List.of(ANN, BOB)) {
      known.put(person, SmallSnapshot.record());
    }
    rows.put(ANN, Map.of(Source.ALS, first(1, 1f, 2, 0.75f)));
    rows.put(BOB, Map.of(Source.ALS, first(5, 1f, 4, 0.5f)));
  }

  @Test
  void equalTablesGiveEqualRecordsAndAnswers() throws IOException {
    check(answer(ANN, "i1", "i2", "i3"), answer(BOB, "i5", "i4"));
    assertThat(tally.count("answers", "equal")).isEqualTo(2);
    assertThat(tally.count("records", "equal")).isEqualTo(2);
    assertThat(tally.shareDifferent("answers")).isZero();
    assertThat(tally.examples()).isEmpty();
  }

  @Test
  void aTableThatSaysOtherwiseIsFoundInRecordsAndInWhatWasServed() throws IOException {
    rows.put(ANN, Map.of(Source.ALS, first(2, 1f, 1, 0.75f)));
    check(answer(ANN, "i1", "i2", "i3"), answer(BOB, "i5", "i4"));
    assertThat(tally.reasons("records", "different")).isEqualTo(Map.of("als", 1L));
    assertThat(tally.reasons("answers", "different")).isEqualTo(Map.of("tables", 1L));
    assertThat(tally.shareDifferent("answers")).isEqualTo(0.5);
    assertThat(tally.examples())
        .containsExactly(
            "snapshot 20260105-1, person a0 (als)",
            "snapshot 20260105-1, answer id-a0 to person a0: place 1 was i1, is i2 by the tables"
                + " (tables)");
  }

  @Test
  void aServerThatAnsweredOtherwiseIsFound() throws IOException {
    check(answer(ANN, "i1", "i3", "i2"), answer(BOB, "i5"));
    assertThat(tally.reasons("answers", "different")).isEqualTo(Map.of("served", 2L));
    assertThat(tally.count("records", "equal")).isEqualTo(2);
    assertThat(tally.examples().get(1)).contains("place 2 was nothing, is i4");
  }

  @Test
  void aStoredOrderThatItsOwnRecordDoesNotGiveIsFound() throws IOException {
    small.order(ANN, 4, 3, 2, 1);
    check(answer(ANN, "i4", "i3"));
    assertThat(tally.reasons("answers", "different")).isEqualTo(Map.of("stored_order", 1L));
  }

  @Test
  void nobodyIsMissingFromEitherSide() throws IOException {
    known.remove(BOB);
    known.put("c0", SmallSnapshot.record());
    check();
    assertThat(tally.reasons("records", "different"))
        .isEqualTo(Map.of("missing", 1L, "not_in_tables", 1L));
  }

  @Test
  void whatWasTakenDownIsLeftOutAndWhereItMayHavePlayedAPartNothingIsSaid() throws IOException {
    TakenDown one = takenDown("i1", NOON.minusSeconds(7_200));
    try (Snapshot snapshot = small.open(temp)) {
      SnapshotParity parity = parity(snapshot);
      parity.answers(List.of(answer(ANN, "i2", "i3")), one);
      assertThat(tally.count("answers", "equal")).isEqualTo(1);
      parity.answers(List.of(answer(ANN, "i4", "i3")), one);
      assertThat(tally.reasons("answers", "not_compared")).isEqualTo(Map.of("takedown", 1L));
      parity.answers(
          List.of(answer(ANN, "i4", "i3")), takenDown("of-another-shop", NOON.minusSeconds(7_200)));
      parity.answers(List.of(answer(ANN, "i4", "i3")), takenDown("i1", NOON.plusSeconds(7_200)));
      assertThat(tally.reasons("answers", "different")).isEqualTo(Map.of("served", 2L));
    }
  }

  @Test
  void somebodyWhomNobodyKnowsIsAnsweredAlikeByBoth() throws IOException {
    List<String> anybodys;
    try (Snapshot snapshot = small.open(temp.resolve("asked"))) {
      anybodys = TableSnapshot.items(pipeline, snapshot, answer("d0", "a", "b").query(snapshot));
    }
    check(answer("d0", anybodys.toArray(String[]::new)));
    assertThat(tally.count("answers", "equal")).isEqualTo(1);
  }

  private void check(ServedAnswer... answers) throws IOException {
    try (Snapshot snapshot = small.open(temp)) {
      SnapshotParity parity = parity(snapshot);
      parity.records(known.containsKey("c0") ? List.of(ANN, BOB, "c0") : List.of(ANN, BOB));
      parity.answers(List.of(answers), NOTHING);
    }
  }

  private SnapshotParity parity(Snapshot snapshot) {
    return new SnapshotParity(snapshot, new TableRecords(known, rows, RANKS), pipeline, tally);
  }

  private static ServedAnswer answer(String person, String... items) {
    return new ServedAnswer(
        "id-" + person,
        "20260105-1",
        new ServedAnswer.Person(person, null),
        NOON,
        new ServedAnswer.Asked(items.length == 1 ? 2 : items.length, false),
        List.of(items));
  }

  private static TakenDown takenDown(String item, Instant at) {
    return TakenDown.of(List.of(RowFactory.create(item, Timestamp.from(at), true)));
  }

  private static ScoredItems first(int item, float score, int next, float nextScore) {
    return new ScoredItems(new int[] {item, next}, new float[] {score, nextScore});
  }
}

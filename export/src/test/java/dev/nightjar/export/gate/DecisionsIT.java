package dev.nightjar.export.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.Lake;
import dev.nightjar.etl.TestLake;
import dev.nightjar.export.tables.Promotions;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** A person's word over the gate's. */
class DecisionsIT {
  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 19);
  private static final String REFUSED = "20260119-1";
  private static final Decisions.Override ANN =
      new Decisions.Override("ann", "a sale began", Instant.parse("2026-01-20T12:00:00Z"));

  @Test
  void letsARefusedSnapshotGoLiveAndKeepsWhatTheGateSaid() {
    try (TestLake test = TestLake.create()) {
      Lake lake = test.lake();
      Decisions decisions = new Decisions(lake);
      assertThatThrownBy(() -> decisions.override(REFUSED, ANN))
          .hasMessageContaining("was not judged");
      lake.replaceRunDate(Promotions.TABLE, row(lake, REFUSED, "refused"), NIGHT);
      assertThat(decisions.find(REFUSED)).contains(new PromotionDecision(false, List.of("worse")));

      decisions.override(REFUSED, ANN);

      assertThat(decisions.overrideOf(REFUSED)).contains(ANN);
      assertThat(decisions.find(REFUSED))
          .contains(
              new PromotionDecision(
                  true,
                  List.of("worse", "the gate said refused, overridden by ann: a sale began")));
      assertThat(lake.read(Promotions.TABLE).select(Promotions.DECISION).collectAsList())
          .containsExactly(RowFactory.create("refused"));
      assertThatThrownBy(() -> decisions.override(REFUSED, ANN))
          .hasMessageContaining("is promoted");
    }
  }

  @Test
  void readsAndAmendsATableThatAnOlderProgramWrote() {
    try (TestLake test = TestLake.create()) {
      Lake lake = test.lake();
      row(lake, REFUSED, "refused")
          .drop(Promotions.OVERRIDDEN_BY, Promotions.OVERRIDE_REASON, Promotions.OVERRIDDEN_AT)
          .write()
          .format("delta")
          .partitionBy(Promotions.RUN_DATE)
          .save(lake.path(Promotions.TABLE));
      Decisions decisions = new Decisions(lake);
      assertThat(decisions.find(REFUSED).orElseThrow().promoted()).isFalse();

      decisions.override(REFUSED, ANN);

      assertThat(decisions.find(REFUSED).orElseThrow().promoted()).isTrue();
    }
  }

  @Test
  void wantsANameAndAReason() {
    assertThatThrownBy(() -> new Decisions.Override("", "because", Instant.EPOCH))
        .hasMessageContaining("--by NAME");
    assertThatThrownBy(() -> new Decisions.Override("ann", " ", Instant.EPOCH))
        .hasMessageContaining("--reason TEXT");
  }

  private static Dataset<Row> row(Lake lake, String snapshot, String decision) {
    Row row =
        RowFactory.create(
            Date.valueOf(NIGHT),
            snapshot,
            snapshot,
            decision,
            new String[] {"worse"},
            null,
            "ndcg@20/new_items",
            0.1,
            0.2,
            null,
            null,
            null,
            null);
    return lake.spark().createDataFrame(List.of(row), Promotions.SCHEMA);
  }
}

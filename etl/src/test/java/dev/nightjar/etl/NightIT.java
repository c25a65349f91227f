package dev.nightjar.etl;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Quarantine;
import dev.nightjar.etl.tables.RunAccounting;
import io.delta.tables.DeltaTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole nights of this module's jobs on a few lines. */
@ExtendWith(SparkSessionExtension.class)
class NightIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final String MONDAY_FILE = "landing/events/dt=2026-01-05/a.jsonl";

  @Test
  void givesEveryLineExactlyOneOutcome(TestLake lake) {
    TestEvent first = TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z");
    lake.writeLines(
        MONDAY_FILE,
        first.line(),
        first.line(),
        TestEvent.view("ann", "i2", "2026-01-05T10:01:00Z").line(),
        TestEvent.view("bob", "i1", "2026-01-02T10:00:00Z").line(),
        TestEvent.view("cid", "i1", "2026-01-05T10:00:00Z").consent(false).line(),
        TestEvent.view("dee", "i1", "2026-01-05T10:00:00Z").consent(null).line(),
        TestEvent.view("eve", "i1", "2026-01-05T10:00:00Z")
            .at("/context/userAgent", "\"Googlebot/2.1\"")
            .line(),
        TestEvent.view("ann", "i3", "2026-01-05T10:02:00Z").with("event", "Wheel Spun").line(),
        "{\"type\":\"track\"");
    CleanSummary summary = TestNight.clean(lake.lake(), MONDAY);

    assertThat(summary.withoutHotKeys()).isEqualTo(new CleanSummary(MONDAY, 3, 1, 3, 1));
    assertThat(accounting(lake.lake()))
        .isEqualTo(
            Map.of(
                "accepted ", 2L,
                "accepted event.unmapped", 1L,
                "duplicate ", 1L,
                "late ", 1L,
                "suppressed consent.refused", 1L,
                "suppressed consent.missing", 1L,
                "suppressed bot.agent", 1L,
                "quarantined json.malformed", 1L));
    Row refused = lake.lake().read(Quarantine.TABLE).head();
    assertThat(refused.<String>getAs(Quarantine.SOURCE)).isEqualTo(MONDAY_FILE);
    assertThat(refused.<Long>getAs(Quarantine.LINE)).isEqualTo(9L);
    assertThat(lake.lake().read(Interactions.TABLE).count()).isEqualTo(2);
  }

  @Test
  void recognisesDuplicatesAcrossNights(TestLake lake) {
    TestEvent event = TestEvent.view("ann", "i1", "2026-01-05T23:00:00Z");
    lake.writeLines(MONDAY_FILE, event.line());
    lake.writeLines("landing/events/dt=2026-01-06/b.jsonl", event.line());
    TestNight.clean(lake.lake(), MONDAY);
    CleanSummary tuesday = TestNight.clean(lake.lake(), MONDAY.plusDays(1));
    assertThat(tuesday.duplicate()).isEqualTo(1);
    assertThat(tuesday.accepted()).isZero();
    assertThat(lake.lake().read(Interactions.TABLE).count()).isEqualTo(1);
  }

  @Test
  void worksOnDaysWithNothingOneEventOrNoFolder(TestLake lake) {
    lake.writeLines(MONDAY_FILE, TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z").line());
    assertThat(TestNight.run(lake.lake(), MONDAY).accepted()).isEqualTo(1);
    List<String> before = TestNight.content(lake.lake(), Interactions.TABLE);
    assertThat(TestNight.run(lake.lake(), MONDAY.plusDays(3)))
        .isEqualTo(new CleanSummary(MONDAY.plusDays(3), 0, 0, 0, 0));
    assertThat(TestNight.content(lake.lake(), Interactions.TABLE)).isEqualTo(before);
  }

  @Test
  void stopsANightWhoseLinesDoNotAddUp(TestLake lake) {
    lake.writeLines(
        MONDAY_FILE,
        TestEvent.view("ann", "i1", "2026-01-05T10:00:00Z").line(),
        TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line());
    NightContext night = new NightContext(lake.lake(), TestNight.settings(), MONDAY);
    IngestEventsJob.run(night);
    DeltaTable.forPath(lake.lake().spark(), lake.lake().path(Events.TABLE)).delete("line = 2");
    assertThatThrownBy(() -> CleanEventsJob.run(night))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining(MONDAY_FILE + " has 2 lines but 1 were accounted for")
        .extracting(error -> ((DataQualityException) error).exitCode())
        .isEqualTo(3);
  }

  @Test
  void saysWhatToDoWhenNothingEverLanded(TestLake lake) {
    assertThatThrownBy(() -> TestNight.clean(lake.lake(), MONDAY))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("no event has landed under")
        .hasMessageContaining("bin/nightjar import");
  }

  private static Map<String, Long> accounting(Lake lake) {
    Map<String, Long> lines = new TreeMap<>();
    lake.read(RunAccounting.TABLE)
        .where(col(RunAccounting.FEED).equalTo(RunAccounting.FEED_EVENTS))
        .collectAsList()
        .forEach(
            row ->
                lines.merge(
                    row.getAs(RunAccounting.OUTCOME) + " " + row.getAs(RunAccounting.RULE),
                    row.getAs(RunAccounting.LINES),
                    Long::sum));
    return lines;
  }
}

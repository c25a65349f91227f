package dev.nightjar.etl.landing;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestSummary;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestEvent;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.Events;
import dev.nightjar.etl.tables.RunAccounting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Refused lines on their way back into the tables. */
@ExtendWith(SparkSessionExtension.class)
class ReplayIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final String SOURCE = "landing/events/dt=2026-01-05/a.jsonl";
  private static final String OLD = TestEvent.view("ann", "i1", "1980-01-05T10:00:00Z").line();
  private static final String FINE = TestEvent.view("ann", "i2", "2026-01-05T10:00:00Z").line();

  @Test
  void landsRefusedLinesOnceTheRulesTakeThem(TestLake lake) throws IOException {
    lake.writeLines(SOURCE, FINE, OLD, "not json");
    assertThat(ingest(lake, MONDAY).quarantined()).isEqualTo(2);
    String[] changed = {"etl.earliest_year", "1970"};

    ReplaySummary summary = again(lake, changed);

    assertThat(summary.landed()).isEqualTo(1);
    assertThat(summary.refused()).isEqualTo(Map.of("json.malformed", 1L));
    assertThat(summary.examples()).containsExactly(SOURCE + " line 3: json.malformed");
    assertThat(summary.files())
        .singleElement()
        .asString()
        .matches("landing/events/dt=2026-01-05/replay-[0-9a-f]{16}\\.jsonl\\.gz");

    IngestSummary tuesday = ingest(lake, TUESDAY, changed);
    assertThat(tuesday.accepted()).isEqualTo(1);
    assertThat(
            lake.lake()
                .read(RunAccounting.TABLE)
                .where(col(RunAccounting.SOURCE).equalTo(summary.files().get(0)))
                .head()
                .<Long>getAs(RunAccounting.LINES))
        .isEqualTo(1);
    assertThat(lake.lake().read(Events.TABLE).count()).isEqualTo(2);
  }

  @Test
  void changesNothingWhenTheSameLinesAreReplayedAgain(TestLake lake) throws IOException {
    lake.writeLines(SOURCE, FINE, OLD, "not json");
    again(lake, "etl.earliest_year", "1970");
    ReplaySummary second = again(lake, "etl.earliest_year", "1970");
    assertThat(second.files()).isEmpty();
    assertThat(second.landed()).isZero();
    assertThat(second.present()).isEqualTo(1);
  }

  @Test
  void takesRepairedLinesFromAFile(TestLake lake) throws IOException {
    Path repaired = lake.writeLines("elsewhere/repaired.jsonl", FINE);
    Replay replay = replay(lake);
    replay.takeFile(repaired, TUESDAY);
    assertThat(replay.hasRefused()).isFalse();
    assertThat(replay.land().files())
        .singleElement()
        .asString()
        .startsWith("landing/events/dt=2026-01-06/replay-");
    assertThat(ingest(lake, TUESDAY).accepted()).isEqualTo(1);
  }

  @Test
  void namesRepairedLinesThatStillBreakARuleWithoutTheirText(TestLake lake) throws IOException {
    Path repaired = lake.writeLines("elsewhere/repaired.jsonl", FINE, OLD);
    Replay replay = replay(lake);
    replay.takeFile(repaired, TUESDAY);
    assertThat(replay.hasRefused()).isTrue();
    ReplaySummary summary = replay.abandon();
    assertThat(summary.files()).isEmpty();
    assertThat(summary.examples()).containsExactly("repaired.jsonl line 2: timestamp.out_of_range");
  }

  @Test
  void saysThatALandedFileIsGone(TestLake lake) throws IOException {
    Replay replay = replay(lake);
    replay.takeLanded(SOURCE, Set.of(1L, 2L), MONDAY);
    assertThat(replay.land().refused()).isEqualTo(Map.of("file.gone", 2L));
  }

  private static ReplaySummary again(TestLake lake, String... settings) throws IOException {
    Replay replay = replay(lake, settings);
    replay.takeLanded(SOURCE, Set.of(2L, 3L), MONDAY);
    return replay.land();
  }

  private static Replay replay(TestLake lake, String... settings) {
    return new Replay(lake.lake(), IngestEventsJob.Rules.load(TestNight.settings(settings)).feed());
  }

  private static IngestSummary ingest(TestLake lake, LocalDate runDate, String... settings) {
    return IngestEventsJob.run(
        new NightContext(lake.lake(), TestNight.settings(settings), runDate));
  }
}

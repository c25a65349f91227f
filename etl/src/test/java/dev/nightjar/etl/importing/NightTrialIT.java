package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.IngestEventsJob;
import dev.nightjar.etl.IngestSummary;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A dry run tells beforehand what the night would say of the landed lines. */
@ExtendWith(SparkSessionExtension.class)
class NightTrialIT {

  private static final String MAPPING =
      "inputs = [{ event { event = event, user_id = user, timestamp = time,"
          + " properties { item_id = item, value = \"cast(price as double)\" } } }]";

  private TestLake lake;
  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.lake = lake;
    this.fixture = new ImportFixture(lake);
    fixture.source(
        "a.csv",
        "user,item,event,time,price",
        "u1,i1,Item Viewed,2026-01-05 10:00:00,1",
        "u1,,Item Viewed,2026-01-05 10:00:01,1",
        "u2,,Item Viewed,2026-01-05 10:00:02,1",
        "null,i1,Item Viewed,2026-01-05 10:00:03,1",
        "u3,,Page Read,2026-01-05 10:00:04,1");
  }

  @Test
  void warnsOfWhatTheNightRefuses() {
    ImportSummary summary = fixture.dryRun(MAPPING);

    assertThat(summary.text())
        .contains("warning: the night would put 3 of these lines into the quarantine:\n")
        .containsPattern("  item.missing +2  a mapped event without an item id\n")
        .containsPattern("  id.missing +1  ");
    assertThat(ImportFixture.parse(summary.json()).path("night_refuses"))
        .hasToString("{\"id.missing\":1,\"item.missing\":2}");
    assertThat(fixture.files("events")).isEmpty();
  }

  @Test
  void countsWhatTheNightCounts() {
    long warned =
        fixture.dryRun(MAPPING).sample().orElseThrow().refused().values().stream()
            .mapToLong(ImportSummary.Refused::lines)
            .sum();
    fixture.importWith(MAPPING);
    IngestSummary night =
        IngestEventsJob.run(
            new NightContext(lake.lake(), TestNight.settings(), LocalDate.of(2026, 1, 5)));
    assertThat(night.quarantined()).isEqualTo(warned).isEqualTo(3);
    assertThat(night.accepted()).isEqualTo(2);
  }

  @Test
  void isSilentAboutLinesThatTheNightTakes() {
    String taken =
        MAPPING.replace(
            "inputs = [{", "inputs = [{ keep = \"item is not null and user != 'null'\",");
    assertThat(fixture.dryRun(taken).text()).doesNotContain("warning");
  }

  @Test
  void triesCatalogueRecordsToo() {
    fixture.source("a.csv", "id,price", "i1,5", "i2,");
    String mapping = "inputs = [{ item { item_id = id, price = PRICE } }]";
    assertThat(fixture.dryRun(mapping.replace("PRICE", "price")).text())
        .contains("the night would put 1 of these lines")
        .containsPattern("field.wrong_type:price +1  expected a number, found string");
    assertThat(fixture.dryRun(mapping.replace("PRICE", "\"cast(price as double)\"")).text())
        .doesNotContain("warning");
  }
}

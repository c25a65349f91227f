package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.contract.LakePaths;
import dev.nightjar.contract.Takedown;
import dev.nightjar.etl.BuildCatalogJob;
import dev.nightjar.etl.CatalogSummary;
import dev.nightjar.etl.DataQualityException;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Items;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class CatalogIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  @Test
  void mergesRecordsFieldByFieldAsOfTheNight(TestLake lake) {
    landThreeDays(lake);
    NightContext night = new NightContext(lake.lake(), TestNight.settings(), MONDAY.plusDays(1));
    assertThat(IngestItemsJob.run(night).quarantined()).isEqualTo(1);
    assertThat(BuildCatalogJob.run(night)).isEqualTo(new CatalogSummary(MONDAY.plusDays(1), 7, 3));

    Row whole = lake.lake().read(Items.TABLE).where(col(Items.ITEM_ID).equalTo("whole")).head();
    assertThat(whole.<String>getAs(Items.TITLE)).isEqualTo("New");
    assertThat(whole.<Double>getAs(Items.PRICE)).isEqualTo(2.0);
    assertThat(whole.getList(whole.fieldIndex(Items.CATEGORIES))).hasToString("[a, b]");
    Map<String, Boolean> available =
        lake.lake().read(Items.TABLE).collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row -> row.getAs(Items.ITEM_ID), row -> row.getAs(Items.AVAILABLE)));
    assertThat(available)
        .isEqualTo(
            Map.of(
                "whole",
                true,
                "gone",
                false,
                "back",
                true,
                "soon",
                false,
                "tomorrow",
                true,
                "over",
                false,
                "off",
                false));
    assertThat(lake.lake().read(BronzeItems.TABLE).count()).isEqualTo(9);
  }

  @Test
  void mergesInOrderOfWhatTheSenderSaysAndNotOfArrival(TestLake lake) {
    lake.writeLines(
        "landing/items/dt=2026-01-05/a.jsonl",
        "{\"item_id\":\"x\",\"title\":\"Newer &amp; better\",\"updated_at\":\"2026-01-04T12:00:00Z\","
            + "\"categories\":[\"Home > <b>Pans</b>\"]}",
        "{\"item_id\":\"clock\",\"title\":\"Ahead\",\"updated_at\":\"2099-01-01T00:00:00Z\"}");
    lake.writeLines(
        "landing/items/dt=2026-01-06/b.jsonl",
        "{\"item_id\":\"x\",\"title\":\"Older\",\"price\":3,\"updated_at\":\"2026-01-03T12:00:00Z\"}");
    lake.writeLines(
        "landing/items/dt=2026-01-07/c.jsonl", "{\"item_id\":\"clock\",\"title\":\"Next\"}");
    build(lake, MONDAY.plusDays(2));
    Row x = item(lake, "x");
    assertThat(x.<String>getAs(Items.TITLE)).isEqualTo("Newer & better");
    assertThat(x.<Double>getAs(Items.PRICE)).isEqualTo(3.0);
    assertThat(x.getList(x.fieldIndex(Items.CATEGORIES))).hasToString("[Home, Home > Pans]");
    assertThat(item(lake, "clock").<String>getAs(Items.TITLE)).isEqualTo("Next");
  }

  @Test
  void mergesPropertiesOneByOne(TestLake lake) {
    lake.writeLines(
        "landing/items/dt=2026-01-05/a.jsonl",
        "{\"item_id\":\"x\",\"brand\":\"Acme\",\"properties\":{\"size\":42,\"colors\":[\"red\",\"blue\"]}}",
        "{\"item_id\":\"plain\",\"title\":\"No more than that\"}");
    lake.writeLines(
        "landing/items/dt=2026-01-06/b.jsonl",
        "{\"item_id\":\"x\",\"properties\":{\"size\":43,\"colors\":null,\"new\":true}}");
    build(lake, MONDAY.plusDays(1));
    Row x = item(lake, "x");
    assertThat(x.<String, String>getJavaMap(x.fieldIndex(Items.PROPERTIES)))
        .isEqualTo(
            Map.of("brand", "Acme", "size", "43", "colors", "[\"red\",\"blue\"]", "new", "true"));
    assertThat(item(lake, "plain").<Object>getAs(Items.PROPERTIES)).isNull();
  }

  @Test
  void keepsAvailabilityAsAHistory(TestLake lake) {
    landThreeDays(lake);
    build(lake, MONDAY.plusDays(1));
    assertThat(history(lake, "back"))
        .containsExactly(
            "2026-01-05T00:00:00Z 2026-01-06T00:00:00Z false deleted",
            "2026-01-06T00:00:00Z null true offered");
    assertThat(history(lake, "soon"))
        .containsExactly(
            "2026-01-05T00:00:00Z 2026-01-07T00:00:01Z false not_started",
            "2026-01-07T00:00:01Z null true offered");
    assertThat(history(lake, "over"))
        .containsExactly(
            "2026-01-05T00:00:00Z 2026-01-07T00:00:00Z true offered",
            "2026-01-07T00:00:00Z null false ended");
  }

  @Test
  void leavesOutWhatIsTakenDownWhateverTheRunDateUntilItIsRestored(TestLake lake) {
    landThreeDays(lake);
    decide(lake, Takedown.Kind.TAKE_DOWN, "2026-01-06T10:00:00Z", "whole", "unheard-of");
    decide(lake, Takedown.Kind.TAKE_DOWN, "2030-01-01T00:00:00Z", "back");
    build(lake, MONDAY.plusDays(1));
    assertThat(item(lake, "whole").<Boolean>getAs(Items.AVAILABLE)).isFalse();
    assertThat(item(lake, "whole").<String>getAs(Items.TITLE)).isEqualTo("New");
    assertThat(item(lake, "unheard-of").<Boolean>getAs(Items.AVAILABLE)).isFalse();
    assertThat(item(lake, "back").<Boolean>getAs(Items.AVAILABLE)).isFalse();

    decide(lake, Takedown.Kind.RESTORE, "2026-01-06T11:00:00Z", "whole");
    build(lake, MONDAY.plusDays(2));
    assertThat(item(lake, "whole").<Boolean>getAs(Items.AVAILABLE)).isTrue();
    assertThat(history(lake, "whole"))
        .containsExactly(
            "2026-01-05T00:00:00Z 2026-01-06T10:00:00Z true offered",
            "2026-01-06T10:00:00Z 2026-01-06T11:00:00Z false taken_down",
            "2026-01-06T11:00:00Z null true offered");
  }

  @Test
  void refusesANightWhoseTakedownsCannotBeRead(TestLake lake) {
    landThreeDays(lake);
    lake.writeLines(LakePaths.TAKEDOWNS + "/broken.json", "{");
    assertThatThrownBy(() -> build(lake, MONDAY))
        .isInstanceOf(DataQualityException.class)
        .hasMessageContaining("broken.json");
  }

  private static void build(TestLake lake, LocalDate runDate) {
    NightContext night = new NightContext(lake.lake(), TestNight.settings(), runDate);
    IngestItemsJob.run(night);
    BuildCatalogJob.run(night);
  }

  private static Row item(TestLake lake, String id) {
    return lake.lake().read(Items.TABLE).where(col(Items.ITEM_ID).equalTo(id)).head();
  }

  private static List<String> history(TestLake lake, String id) {
    Row row = item(lake, id);
    return row.<Row>getList(row.fieldIndex(Items.AVAILABILITY)).stream()
        .map(
            entry ->
                moment(entry.getTimestamp(0))
                    + " "
                    + moment(entry.getTimestamp(1))
                    + " "
                    + entry.get(2)
                    + " "
                    + entry.get(3))
        .toList();
  }

  private static String moment(@Nullable Timestamp timestamp) {
    return timestamp == null ? "null" : timestamp.toInstant().toString();
  }

  private static void decide(TestLake lake, Takedown.Kind kind, String at, String... items) {
    Takedown made = new Takedown(kind, Instant.parse(at), List.of(items), "");
    lake.write(made.key(), made.toJson().getBytes(StandardCharsets.UTF_8));
  }

  private static void landThreeDays(TestLake lake) {
    lake.writeLines(
        "landing/items/dt=2026-01-05/a.jsonl",
        "{\"item_id\":\"whole\",\"title\":\"Old\",\"categories\":[\"a\",\"b\"],\"price\":2}",
        "{\"item_id\":\"gone\",\"title\":\"Gone\",\"deleted\":true}",
        "{\"item_id\":\"back\",\"deleted\":true}",
        "{\"item_id\":\"soon\",\"available_from\":\"2026-01-07T00:00:01Z\"}",
        "{\"item_id\":\"tomorrow\",\"available_from\":\"2026-01-07T00:00:00Z\"}",
        "{\"item_id\":\"over\",\"available_until\":\"2026-01-07T00:00:00Z\"}",
        "{\"item_id\":\"off\",\"available\":false}",
        "{\"title\":\"nobody\"}");
    lake.writeLines(
        "landing/items/dt=2026-01-06/b.jsonl",
        "{\"item_id\":\"whole\",\"title\":\"New\",\"price\":null}",
        "{\"item_id\":\"back\",\"title\":\"Back\"}");
    lake.writeLines(
        "landing/items/dt=2026-01-07/c.jsonl", "{\"item_id\":\"whole\",\"title\":\"Later\"}");
  }
}

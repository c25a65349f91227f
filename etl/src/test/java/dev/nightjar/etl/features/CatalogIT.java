package dev.nightjar.etl.features;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.BuildCatalogJob;
import dev.nightjar.etl.CatalogSummary;
import dev.nightjar.etl.IngestItemsJob;
import dev.nightjar.etl.NightContext;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.tables.BronzeItems;
import dev.nightjar.etl.tables.Items;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class CatalogIT {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

  @Test
  void mergesRecordsFieldByFieldAsOfTheNight(TestLake lake) {
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
}

package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.etl.TestLake;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class CatalogMergeIT {

  private static final String MAPPING =
      "inputs = [{ item { item_id = id, timestamp = time, title = title, tags = tag,"
          + " price = \"cast(price as double)\" },"
          + " event { type = \"'page'\", user_id = \"'u'\", timestamp = time } }]";

  private ImportFixture fixture;

  @BeforeEach
  void openLake(TestLake lake) {
    this.fixture = new ImportFixture(lake);
  }

  @Test
  void keepsTheNewestValueOfEachFieldThatAnyRecordOfAnItemGave() {
    fixture.source(
        "a.csv",
        "id,time,title,tag,price",
        "i,2026-01-05 10:00:00,Old name,red,1",
        "i,2026-01-07 10:00:00,,,2.50",
        "i,2026-01-06 10:00:00,New name,,3",
        "i,2026-01-04 10:00:00,,blue,4",
        "j,2026-01-06 10:00:00,Other,,");
    fixture.importWith(MAPPING);

    assertThat(fixture.lines("items").get("2026-01-04"))
        .containsExactly(
            "{\"item_id\":\"i\",\"price\":2.5,\"tags\":[\"red\"],\"title\":\"New name\"}");
    assertThat(fixture.lines("items").get("2026-01-06"))
        .containsExactly("{\"item_id\":\"j\",\"title\":\"Other\"}");
  }

  @Test
  void landsRecordsOfEqualFieldsAsTheNewestIs() {
    fixture.source(
        "a.csv",
        "id,time,title,tag,price",
        "i,2026-01-06 10:00:00,B,y,1.10",
        "i,2026-01-05 10:00:00,A,x,2");
    fixture.importWith(MAPPING);
    assertThat(fixture.objects("items"))
        .singleElement()
        .hasToString("{\"item_id\":\"i\",\"price\":1.1,\"tags\":[\"y\"],\"title\":\"B\"}");
  }

  @Test
  void keepsTheNewestValueOfEachProperty() {
    fixture.source(
        "a.csv",
        "id,time,colour,size",
        "i,2026-01-05 10:00:00,red,L",
        "i,2026-01-06 10:00:00,blue,",
        "i,2026-01-07 10:00:00,,M");
    fixture.importWith(
        "inputs = [{ item { item_id = id, timestamp = time,"
            + " properties { colour = colour, size = size } },"
            + " event { type = \"'page'\", user_id = \"'u'\", timestamp = time } }]");
    assertThat(fixture.objects("items"))
        .singleElement()
        .hasToString("{\"item_id\":\"i\",\"properties\":{\"colour\":\"blue\",\"size\":\"M\"}}");
  }

  @Test
  void aNewerRecordWithoutDeletedBringsAnItemBack() {
    fixture.source(
        "a.csv",
        "id,time,title,gone",
        "i,2026-01-05 10:00:00,A,true",
        "i,2026-01-06 10:00:00,,",
        "j,2026-01-05 10:00:00,B,",
        "j,2026-01-06 10:00:00,,true");
    fixture.importWith(
        "inputs = [{ item { item_id = id, timestamp = time, title = title,"
            + " deleted = \"cast(gone as boolean)\" },"
            + " event { type = \"'page'\", user_id = \"'u'\", timestamp = time } }]");
    assertThat(fixture.lines("items").get("2026-01-05"))
        .containsExactly(
            "{\"item_id\":\"i\",\"title\":\"A\"}",
            "{\"item_id\":\"j\",\"title\":\"B\",\"deleted\":true}");
  }
}

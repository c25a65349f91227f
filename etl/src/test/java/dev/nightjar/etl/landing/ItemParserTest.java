package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.etl.TestNight;
import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.etl.tables.BronzeItems;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ItemParserTest {

  private static final LandedFile FILE =
      new LandedFile("landing/items/dt=2026-01-05/a.jsonl", LocalDate.of(2026, 1, 5), 1, "");

  private final ItemParser parser =
      new ItemParser(
          EtlConfig.ingest(TestNight.settings()),
          TestNight.SECRET.getBytes(StandardCharsets.UTF_8));

  @Test
  @SuppressWarnings("unchecked")
  void keepsFieldsThatNoColumnIsMadeFor() throws Refusal {
    String line =
        "{\"item_id\":\"i1\",\"title\":\"One\",\"shelf\":{\"row\":3},\"email\":\"a@b\","
            + "\"properties\":{\"colour\":\"red\"}}";
    Row row = Landing.row(parser.schema(), parser.parse(StrictJson.object(line), FILE, 1).row());
    int at = Arrays.asList(parser.schema().fieldNames()).indexOf(BronzeItems.PROPERTIES);
    assertThat(CollectionConverters.asJava((scala.collection.Map<String, String>) row.get(at)))
        .isEqualTo(Map.of("shelf", "{\"row\":3}", "colour", "red"));
  }
}

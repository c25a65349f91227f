package dev.nightjar.export.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.contract.ItemAttribute;
import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.etl.TestLake;
import dev.nightjar.etl.tables.Items;
import dev.nightjar.export.candidates.ItemIndex;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AttributeFileIT {
  private static final ItemIndex INDEX =
      new ItemIndex(new String[] {"a", "b", "c", "met"}, new BitSet());

  private static final List<String> CATALOGUE =
      List.of(
          "{\"item_id\":\"c\",\"price\":19.99,\"currency\":\"EUR\",\"tags\":[\"new\",\"red\"],"
              + "\"published_at\":\"2026-01-05T12:00:00.5Z\",\"available_until\":\"2027-01-01T00:00:00Z\"}",
          "{\"item_id\":\"a\",\"price\":0,\"properties\":"
              + "{\"size\":\"42\",\"colors\":\"[\\\"red\\\",\\\"blue\\\"]\",\"rare\":\"x\"}}",
          "{\"item_id\":\"b\",\"properties\":{\"size\":\"XL\",\"colors\":\"red\"}}",
          "{\"item_id\":\"z-not-in-the-snapshot\",\"price\":7}");

  @Test
  void collectsWhatTheCatalogueSaysByItem() {
    try (TestLake lake = TestLake.create()) {
      ItemAttributes found = collect(lake, new FilterParams(2, 1 << 20));

      assertThat(found.all())
          .extracting(attribute -> attribute.name() + " " + attribute.type())
          .containsExactly(
              "available_until NUMBER",
              "currency TEXT",
              "price NUMBER",
              "properties.colors TEXT",
              "properties.size TEXT",
              "properties.size NUMBER",
              "published_at NUMBER",
              "tag TEXT");
      assertThat(found.leftOut()).containsExactly("properties.rare");
      assertThat(number(found.numbers("price"), 2)).isEqualTo(19.99);
      assertThat(number(found.numbers("price"), 0)).isZero();
      assertThat(found.numbers("price").code(1)).isZero();
      assertThat(number(found.numbers("published_at"), 2))
          .isEqualTo(Instant.parse("2026-01-05T12:00:00.5Z").toEpochMilli());
      assertThat(number(found.numbers("properties.size"), 0)).isEqualTo(42);
      ItemAttribute colors = found.texts("properties.colors");
      assertThat(colors.isMany()).isTrue();
      assertThat(List.of(colors.end(0), colors.end(1), colors.end(2))).containsExactly(2, 3, 3);
      assertThat(found.items()).isEqualTo(4);
    }
  }

  @Test
  void keepsNoPropertiesWhereNoneAreWanted() {
    try (TestLake lake = TestLake.create()) {
      ItemAttributes found = collect(lake, new FilterParams(0, 1 << 20));

      assertThat(found.leftOut())
          .containsExactly("properties.colors", "properties.rare", "properties.size");
      assertThat(found.texts("tag")).isNotNull();
    }
  }

  private static ItemAttributes collect(TestLake lake, FilterParams params) {
    Dataset<Row> rows =
        lake.lake()
            .spark()
            .read()
            .schema(Items.SCHEMA)
            .json(lake.lake().spark().createDataset(CATALOGUE, Encoders.STRING()));
    return new AttributeFile(INDEX, params).collect(rows);
  }

  private static double number(ItemAttribute attribute, int item) {
    return attribute.number(attribute.code(item));
  }
}

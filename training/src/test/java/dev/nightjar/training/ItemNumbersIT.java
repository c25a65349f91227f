package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.etl.SparkSessionExtension;
import dev.nightjar.training.tables.ItemColumnsFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ItemNumbersIT {
  private static final Instant CUTOFF = Instant.parse("2026-02-01T00:00:00Z");
  private static final PreferenceRules RULES =
      new PreferenceRules(10, 0.1, 20, List.of("purchase"), List.of("dismiss"), 2);

  private final SparkSession spark;

  ItemNumbersIT(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void tellOfComingBackAndOfPopularityAsAShare() {
    Map<String, Row> items =
        perItem(
            new Rows()
                .add("p", "soap", "purchase", 8, "2026-01-01T09:00:00Z")
                .add("p", "soap", "purchase", 8, "2026-01-11T21:00:00Z")
                .add("p", "soap", "purchase", 8, "2026-01-11T22:00:00Z")
                .add("p", "soap", "purchase", 8, "2026-01-31T10:00:00Z")
                .add("q", "soap", "purchase", 8, "2026-01-31T10:00:00Z")
                .add("q", "ring", "purchase", 8, "2026-01-31T11:00:00Z")
                .add("q", "returned", "return", -8, "2026-01-31T12:00:00Z"));
    assertThat(items).containsOnlyKeys("soap", "ring");
    Row soap = items.get("soap");
    assertThat(number(soap, ItemColumns.IDLE)).isEqualTo(0.5);
    assertThat(number(soap, ItemColumns.REPEAT_SHARE)).isEqualTo(0.5);
    assertThat(number(soap, ItemColumns.REPEAT_DAYS)).isEqualTo((10 + 20) / 2.0);
    assertThat(number(soap, ItemColumns.POPULAR_ALL)).isEqualTo(1);
    assertThat(number(soap, ItemColumns.PUBLISHED)).isEqualTo(20);
    assertThat(number(soap, ItemColumns.PRICE)).isEqualTo(Math.round(Math.log(5) * 1e6) / 1e6);
    Row ring = items.get("ring");
    assertThat(ring.isNullAt(ring.fieldIndex(ItemColumns.PUBLISHED)))
        .as("it was to be published after the cut-off")
        .isTrue();
    assertThat(ring.isNullAt(ring.fieldIndex(ItemColumns.PRICE))).isTrue();
    assertThat(number(ring, ItemColumns.POPULAR_ALL)).isEqualTo(0.25);
    assertThat(number(ring, ItemColumns.popular(1)))
        .isCloseTo(0.5, within(0.01)); // Soap had two persons that day, and next to nobody before.
    assertThat(number(ring, ItemColumns.REPEAT_SHARE)).isZero();
    assertThat(ring.isNullAt(ring.fieldIndex(ItemColumns.REPEAT_DAYS))).isTrue();
  }

  private Map<String, Row> perItem(Rows rows) {
    Dataset<Row> interactions = rows.on(spark);
    Dataset<Row> preferences = PreferenceAggregation.perPersonItem(interactions, RULES, CUTOFF);
    return ItemNumbers.perItem(interactions, preferences, catalogue(), CUTOFF)
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(row -> row.getAs(ItemColumnsFile.ITEM_ID), Function.identity()));
  }

  private Dataset<Row> catalogue() {
    return spark.sql(
        ("select * from values"
                + " ('soap', timestamp'%1$s' - interval 20 days, 5.0d),"
                + " ('ring', timestamp'%1$s' + interval 1 day, 0.0d)"
                + " as t(item_id, published_at, price)")
            .formatted(CUTOFF));
  }

  private static double number(Row row, String column) {
    return row.<Double>getAs(column);
  }
}

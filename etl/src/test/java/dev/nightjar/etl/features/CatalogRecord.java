package dev.nightjar.etl.features;

import dev.nightjar.etl.tables.BronzeItems;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Writes one row of bronze.items for a test, field by field. */
final class CatalogRecord {

  private final Map<String, Object> values = new HashMap<>();

  private CatalogRecord(String item, LocalDate landed) {
    set(BronzeItems.ITEM_ID, item);
    set(BronzeItems.LANDING_DATE, Date.valueOf(landed));
    set(BronzeItems.RUN_DATE, Date.valueOf(landed));
    set(BronzeItems.DELETED, false);
    set(BronzeItems.PROPERTIES, scala.collection.immutable.Map$.MODULE$.empty());
  }

  static CatalogRecord of(String item, LocalDate landed) {
    return new CatalogRecord(item, landed);
  }

  CatalogRecord categories(String... categories) {
    return set(BronzeItems.CATEGORIES, categories);
  }

  CatalogRecord price(double price) {
    return set(BronzeItems.PRICE, price);
  }

  CatalogRecord published(LocalDate day) {
    Instant moment = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return set(BronzeItems.PUBLISHED_AT, Timestamp.from(moment));
  }

  CatalogRecord set(String column, Object value) {
    values.put(column, value);
    return this;
  }

  /** The records in this order: a line each. */
  static Dataset<Row> frame(SparkSession spark, CatalogRecord... records) {
    List<Row> rows = new ArrayList<>();
    for (CatalogRecord one : records) {
      one.set(BronzeItems.SOURCE, "landing/items/test.jsonl");
      one.set(BronzeItems.LINE, (long) rows.size() + 1);
      Object[] row = new Object[BronzeItems.SCHEMA.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = one.values.get(BronzeItems.SCHEMA.fieldNames()[i]);
      }
      rows.add(RowFactory.create(row));
    }
    return spark.createDataFrame(rows, BronzeItems.SCHEMA);
  }
}

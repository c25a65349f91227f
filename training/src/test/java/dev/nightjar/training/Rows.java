package dev.nightjar.training;

import dev.nightjar.etl.tables.Interactions;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRow;

/** Builds small frames of silver.interactions, line by line. */
final class Rows {
  private static final int ITEM = Interactions.SCHEMA.fieldIndex(Interactions.ITEM_ID);
  private static final int AT = Interactions.SCHEMA.fieldIndex(Interactions.OCCURRED_AT);

  private final List<Row> rows = new ArrayList<>();

  Rows add(String person, String item, String interaction, double strength, String at) {
    Instant instant = Instant.parse(at);
    Map<String, Object> values = new HashMap<>();
    values.put(Interactions.PERSON_ID, person);
    values.put(Interactions.ITEM_ID, item);
    values.put(Interactions.INTERACTION, interaction);
    values.put(Interactions.STRENGTH, strength);
    values.put(Interactions.OCCURRED_AT, Timestamp.from(instant));
    values.put(
        Interactions.EVENT_DATE, Date.valueOf(instant.atOffset(ZoneOffset.UTC).toLocalDate()));
    values.put(Interactions.GUEST, false);
    values.put(Interactions.MESSAGE_ID, "m" + rows.size());
    rows.add(
        RowFactory.create(
            Arrays.stream(Interactions.SCHEMA.fieldNames()).map(values::get).toArray()));
    return this;
  }

  /** Says what the last row came with. */
  Rows from(String device) {
    return with(Interactions.DEVICE, device);
  }

  /** Says one more thing of the last row. */
  Rows with(String column, Object value) {
    Object[] values = ((GenericRow) rows.get(rows.size() - 1)).values().clone();
    values[Interactions.SCHEMA.fieldIndex(column)] = value;
    rows.set(rows.size() - 1, RowFactory.create(values));
    return this;
  }

  /** The same rows, but what happened from a moment on happened with each other's items. */
  Rows withItemsShuffledFrom(Instant moment, Random random) {
    List<Integer> later = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).getTimestamp(AT).toInstant().isBefore(moment)) {
        later.add(i);
      }
    }
    List<Integer> others = new ArrayList<>(later);
    Collections.shuffle(others, random);
    Rows shuffled = new Rows();
    shuffled.rows.addAll(rows);
    for (int i = 0; i < later.size(); i++) {
      Object[] values = ((GenericRow) rows.get(later.get(i))).values().clone();
      values[ITEM] = rows.get(others.get(i)).get(ITEM);
      shuffled.rows.set(later.get(i), RowFactory.create(values));
    }
    return shuffled;
  }

  Dataset<Row> on(SparkSession spark) {
    return spark.createDataFrame(rows, Interactions.SCHEMA);
  }
}

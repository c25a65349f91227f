package dev.nightjar.etl.features;

import dev.nightjar.etl.tables.Interactions;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Writes one row of silver.interactions for a test, field by field. */
final class Interaction {

  private final Map<String, @Nullable Object> values = new HashMap<>();

  private Interaction(Instant moment) {
    values.put(Interactions.OCCURRED_AT, Timestamp.from(moment));
    values.put(Interactions.EVENT_DATE, Date.valueOf(LocalDate.ofInstant(moment, ZoneOffset.UTC)));
    values.put(Interactions.GUEST, false);
  }

  static Interaction at(String moment) {
    return new Interaction(Instant.parse(moment));
  }

  static Interaction at(LocalDate day, Duration sinceMidnight) {
    return new Interaction(day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(sinceMidnight));
  }

  Interaction by(String person) {
    return set(Interactions.PERSON_ID, person);
  }

  Interaction view(String item) {
    return give(item, Interactions.VIEW, 1);
  }

  Interaction dismiss(String item) {
    return give(item, Interactions.DISMISS, -4);
  }

  Interaction purchase(String item, double value, double quantity) {
    return give(item, Interactions.PURCHASE, 8).value(value).set(Interactions.QUANTITY, quantity);
  }

  Interaction give(String item, String kind, double strength) {
    return set(Interactions.ITEM_ID, item)
        .set(Interactions.INTERACTION, kind)
        .set(Interactions.STRENGTH, strength);
  }

  Interaction value(double value) {
    return set(Interactions.VALUE, value);
  }

  Interaction device(@Nullable String device) {
    return set(Interactions.DEVICE, device);
  }

  Interaction from(String column, String value) {
    return set(column, value);
  }

  Interaction message(String id) {
    return set(Interactions.MESSAGE_ID, id);
  }

  Row row() {
    values.putIfAbsent(
        Interactions.MESSAGE_ID,
        values.get(Interactions.PERSON_ID) + "/" + values.get(Interactions.OCCURRED_AT));
    Object[] row = new Object[Interactions.SCHEMA.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(Interactions.SCHEMA.fieldNames()[i]);
    }
    return RowFactory.create(row);
  }

  private Interaction set(String column, @Nullable Object value) {
    values.put(column, value);
    return this;
  }
}

package dev.nightjar.training;

import dev.nightjar.etl.tables.Interactions;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Builds small frames of silver.interactions, line by line. */
final class Rows {
  private final List<Row> rows = new ArrayList<>();

  Rows add(String person, String item, String interaction, double strength, String at) {
    Instant instant = Instant.parse(at);
    rows.add(
        RowFactory.create(
            person,
            item,
            interaction,
            strength,
            null,
            null,
            null,
            Timestamp.from(instant),
            Date.valueOf(instant.atOffset(ZoneOffset.UTC).toLocalDate()),
            null,
            null,
            null,
            false,
            null,
            "m" + rows.size()));
    return this;
  }

  Dataset<Row> on(SparkSession spark) {
    return spark.createDataFrame(rows, Interactions.SCHEMA);
  }
}

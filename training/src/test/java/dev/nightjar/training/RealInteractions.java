package dev.nightjar.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.to_timestamp;
import static org.apache.spark.sql.functions.when;

import dev.nightjar.etl.tables.Interactions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data sets in the form of silver.interactions. They lie outside the repository: in the folder
 * of system property {@code nightjar.data}, or in {@code ../shared/data} beside the checkout. Tests
 * are skipped where the folder is absent.
 */
final class RealInteractions {
  private static final double PURCHASE = 8;

  private RealInteractions() {}

  static Path folder(String name) {
    Path root = Path.of(System.getProperty("nightjar.data", "../../shared/data")).toAbsolutePath();
    Path folder = root.resolve(name).normalize();
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        () -> folder + " is absent: set -Dnightjar.data to the folder that holds " + name);
    return folder;
  }

  /** Known customers and stock codes that begin with five digits; returns are negative. */
  static Dataset<Row> onlineRetail(SparkSession spark) {
    Dataset<Row> lines =
        spark
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .schema(
                "InvoiceNo STRING, StockCode STRING, Description STRING, Quantity INT,"
                    + " InvoiceDate STRING, UnitPrice DOUBLE, CustomerID STRING, Country STRING")
            .csv(folder("online-retail").toString())
            .where("CustomerID IS NOT NULL AND StockCode RLIKE '^[0-9]{5}' AND Quantity <> 0")
            .withColumn("occurred", to_timestamp(col("InvoiceDate"), "yyyy-MM-dd HH:mm:ss"));
    Column bought = col("Quantity").gt(0);
    return shaped(
        lines,
        col("CustomerID"),
        col("StockCode"),
        when(bought, "purchase").otherwise("return"),
        when(bought, PURCHASE).otherwise(-PURCHASE));
  }

  private static Dataset<Row> shaped(
      Dataset<Row> lines, Column person, Column item, Column interaction, Column strength) {
    Dataset<Row> rows =
        lines
            .withColumn("p", person)
            .withColumn("i", item)
            .select(
                col("p").as(Interactions.PERSON_ID),
                col("i").as(Interactions.ITEM_ID),
                interaction.as(Interactions.INTERACTION),
                strength.cast("double").as(Interactions.STRENGTH),
                col("occurred").as(Interactions.OCCURRED_AT),
                to_date(col("occurred")).as(Interactions.EVENT_DATE),
                lit(false).as(Interactions.GUEST),
                coalesce(concat_ws("/", col("p"), col("i"), col("occurred")), lit(""))
                    .as(Interactions.MESSAGE_ID));
    for (StructField field : Interactions.SCHEMA.fields()) {
      if (!java.util.Arrays.asList(rows.columns()).contains(field.name())) {
        rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
      }
    }
    return rows;
  }
}

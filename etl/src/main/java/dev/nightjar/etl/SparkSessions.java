package dev.nightjar.etl;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.LakeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the Spark session of a run. What spark-submit or a system property sets wins; without a
 * master the session is local, with the properties of conf/spark/local.properties.
 */
public final class SparkSessions {

  private static final String LOCAL = "spark/local.properties";

  private SparkSessions() {}

  /** A session that can reach the lake and speaks Delta. */
  public static SparkSession open(LakeSettings lake, String appName) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", appName);
    if (!conf.contains("spark.master")) {
      AbsentClasses.remember();
      Properties local = localProperties();
      local.stringPropertyNames().forEach(key -> conf.setIfMissing(key, local.getProperty(key)));
    }
    conf.setIfMissing("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.setIfMissing(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    // Days are UTC days everywhere; a machine's own zone must not move a row to another date.
    conf.set("spark.sql.session.timeZone", "UTC");
    conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    // Readers other than Spark have gaps with deletion vectors, and erasure leaves rows behind.
    conf.set("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false");
    // Every table has a path; what Spark makes for tables without one must not appear where the
    // user stands.
    conf.setIfMissing(
        "spark.sql.warehouse.dir",
        Path.of(System.getProperty("java.io.tmpdir"), "nightjar-warehouse").toUri().toString());
    // A cut file that got past the check must fail the job, not shorten it.
    conf.set("spark.sql.files.ignoreCorruptFiles", "false");
    S3aProperties.of(lake).forEach((key, value) -> conf.set("spark.hadoop." + key, value));
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static Properties localProperties() {
    Properties properties = new Properties();
    try (InputStream in = localFile()) {
      properties.load(in);
    } catch (IOException e) {
      throw new ConfigurationException(
          "conf/" + LOCAL + " cannot be read (" + e.getMessage() + "); restore it", e);
    }
    return properties;
  }

  private static InputStream localFile() throws IOException {
    String root = System.getProperty("nightjar.root", "");
    Path file = Path.of(root, "conf", LOCAL);
    if (!root.isEmpty() && Files.isRegularFile(file)) {
      return Files.newInputStream(file);
    }
    InputStream bundled =
        SparkSessions.class.getClassLoader().getResourceAsStream("nightjar-conf/" + LOCAL);
    if (bundled == null) {
      throw new IOException("not in the jar either");
    }
    return bundled;
  }
}

package dev.nightjar.etl;

import static org.apache.spark.sql.functions.lit;

import dev.nightjar.settings.LakeSettings;
import dev.nightjar.settings.Settings;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * The lake of one run: reads and writes its Delta tables through one Spark session. A table is
 * replaced, whole or where a predicate holds, and never appended to, so that a second run of a
 * night leaves equal tables. Safe for use by several threads: writes of one table wait for each
 * other. Two runs on one lake must not overlap.
 */
public final class Lake implements AutoCloseable {

  private static final String DELTA = "delta";
  private static final String NOTE = "userMetadata";

  private final SparkSession spark;
  private final String uri;
  private final Map<String, Object> writing = new ConcurrentHashMap<>();

  /**
   * @param spark a session with Delta's extension and catalog
   * @param uri root of the lake, without a slash at its end
   */
  public Lake(SparkSession spark, String uri) {
    this.spark = spark;
    this.uri = uri;
  }

  /**
   * Checks that the lake can be reached, then opens the session.
   *
   * @throws dev.nightjar.settings.ConfigurationException if it cannot, in seconds, saying why
   */
  public static Lake open(Settings settings, String appName) {
    LakeSettings lake = LakeSettings.load(settings);
    LakeProbe.check(lake);
    return new Lake(SparkSessions.open(lake, appName), lake.uri());
  }

  /** The session, for jobs; transforms never see it. */
  public SparkSession spark() {
    return spark;
  }

  /** Root of the lake, without a slash at its end. */
  public String uri() {
    return uri;
  }

  /** Full path of something in the lake. */
  public String path(String relative) {
    return uri + "/" + relative;
  }

  /** Full path of a table. */
  public String path(LakeTable table) {
    return path(table.path());
  }

  /** The file system that holds the lake. */
  public FileSystem fileSystem() {
    try {
      return FileSystem.get(URI.create(uri), spark.sparkContext().hadoopConfiguration());
    } catch (IOException e) {
      throw new UncheckedIOException("the file system of " + uri + " cannot be opened", e);
    }
  }

  /** Whether the table was ever written. */
  public boolean exists(LakeTable table) {
    return DeltaTable.isDeltaTable(spark, path(table));
  }

  /**
   * The table's rows. What a newer version of its schema class adds is null until the table is
   * written again.
   *
   * @throws IllegalStateException if the table was never written
   */
  public Dataset<Row> read(LakeTable table) {
    if (!exists(table)) {
      throw new IllegalStateException(
          "table "
              + table.qualifiedName()
              + " does not exist at "
              + path(table)
              + "; run the jobs of the night that come before this one");
    }
    Dataset<Row> rows = spark.read().format(DELTA).load(path(table));
    List<String> there = List.of(rows.columns());
    for (StructField field : table.schema().fields()) {
      if (!there.contains(field.name())) {
        rows = rows.withColumn(field.name(), lit(null).cast(field.dataType()));
      }
    }
    return rows;
  }

  /** The table's rows, or none when it was never written. */
  public Dataset<Row> readOrEmpty(LakeTable table) {
    return exists(table) ? read(table) : empty(table);
  }

  /** No rows, with the table's columns. */
  public Dataset<Row> empty(LakeTable table) {
    return spark.createDataFrame(List.of(), table.schema());
  }

  /**
   * Replaces the rows for which the predicate holds. Every new row must satisfy it.
   *
   * @param predicate SQL over the table's columns, such as {@code run_date = '2026-01-05'}; also
   *     the commit's note
   */
  public void replace(LakeTable table, Dataset<Row> rows, String predicate) {
    replace(table, rows, predicate, predicate);
  }

  /**
   * Replaces the rows for which the predicate holds.
   *
   * @param note what {@link #notes} tells of the commit
   */
  public void replace(LakeTable table, Dataset<Row> rows, String predicate, String note) {
    synchronized (writing(table)) {
      if (exists(table)) {
        TableProperties.refresh(spark, table, path(table));
        writer(table, rows).option(NOTE, note).option("replaceWhere", predicate).save(path(table));
      } else {
        FirstWrite.of(spark, table, path(table)).write(rows, Map.of(NOTE, note));
      }
    }
  }

  /** Replaces the partition of one run date. */
  public void replaceRunDate(LakeTable table, Dataset<Row> rows, LocalDate runDate) {
    replace(table, rows, "run_date = '" + runDate + "'");
  }

  /** Replaces the whole table. */
  public void overwrite(LakeTable table, Dataset<Row> rows) {
    synchronized (writing(table)) {
      if (exists(table)) {
        TableProperties.refresh(spark, table, path(table));
        writer(table, rows).save(path(table));
      } else {
        FirstWrite.of(spark, table, path(table)).write(rows, Map.of());
      }
    }
  }

  /** Makes the table, without rows, unless it is there. */
  public void createIfMissing(LakeTable table) {
    synchronized (writing(table)) {
      if (!exists(table)) {
        overwrite(table, empty(table));
      }
    }
  }

  /** Version of the table's last commit; -1 when it was never written. */
  public long version(LakeTable table) {
    if (!exists(table)) {
      return -1;
    }
    return DeltaTable.forPath(spark, path(table)).history(1).select("version").head().getLong(0);
  }

  /** Notes of the newest commits, by version; empty texts where none was left. */
  public NavigableMap<Long, String> notes(LakeTable table, int commits) {
    NavigableMap<Long, String> notes = new TreeMap<>();
    if (exists(table)) {
      DeltaTable.forPath(spark, path(table))
          .history(commits)
          .select("version", NOTE)
          .collectAsList()
          .forEach(row -> notes.put(row.getLong(0), row.isNullAt(1) ? "" : row.getString(1)));
    }
    return notes;
  }

  @Override
  public void close() {
    spark.stop();
  }

  /** Of two commits beside each other Delta would refuse one where both read the same files. */
  private Object writing(LakeTable table) {
    return writing.computeIfAbsent(table.path(), path -> new Object());
  }

  private static DataFrameWriter<Row> writer(LakeTable table, Dataset<Row> rows) {
    // A table takes the columns that a newer version of its schema class has.
    DataFrameWriter<Row> writer =
        table
            .laidOut(rows)
            .write()
            .option("mergeSchema", true)
            .format(DELTA)
            .mode("overwrite")
            .options(table.writeOptions());
    return table.partitionColumns().isEmpty()
        ? writer
        : writer.partitionBy(table.partitionColumns().toArray(String[]::new));
  }
}

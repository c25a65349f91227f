package dev.nightjar.etl;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.commands.WriteIntoDelta;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The write that makes a table, with its {@link TableProperties}. It is the command that a data
 * frame's {@code save} runs, which however passes no description on; a description set afterwards
 * would be a commit of its own for each table.
 *
 * @param path full path of the table, where none is yet
 */
record FirstWrite(SparkSession spark, LakeTable table, String path) {

  static FirstWrite of(SparkSession spark, LakeTable table, String path) {
    return new FirstWrite(spark, table, path);
  }

  /** Makes the table of these rows. */
  void write(Dataset<Row> rows, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(table.writeOptions());
    all.putAll(options);
    new WriteIntoDelta(
            DeltaLog.forTable(spark, path),
            SaveMode.Overwrite,
            new DeltaOptions(scalaMap(all), spark.sessionState().conf()),
            CollectionConverters.asScala(table.partitionColumns()).toSeq(),
            scalaMap(TableProperties.of(table)),
            table.laidOut(rows),
            Option.empty(),
            Option.empty(),
            false)
        .run(spark);
  }

  private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(map));
  }
}

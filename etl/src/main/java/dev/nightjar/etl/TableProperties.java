package dev.nightjar.etl;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Metadata;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Delta keeps of a table beside its rows and columns: its description and which columns it
 * keeps statistics of. Static, no state.
 */
final class TableProperties {

  /** Key under which Delta's commands take the description. */
  private static final String DESCRIPTION = "comment";

  private static final String STATISTICS = "delta.dataSkippingStatsColumns";

  private TableProperties() {}

  /** What the schema class of a table asks for. */
  static Map<String, String> of(LakeTable table) {
    Map<String, String> wanted = new HashMap<>();
    wanted.put(DESCRIPTION, table.description());
    if (!table.statistics().columns().isEmpty()) {
      wanted.put(STATISTICS, String.join(",", table.statistics().columns()));
    }
    return wanted;
  }

  /**
   * Lets a table take on what a newer version of its schema class asks for. The log is at hand when
   * a table is written, so that a look at it costs nothing; the commit is made once a version.
   */
  static void refresh(SparkSession spark, LakeTable table, String path) {
    Map<String, String> wanted = of(table);
    if (!kept(DeltaLog.forTable(spark, path)).entrySet().containsAll(wanted.entrySet())) {
      String properties =
          wanted.entrySet().stream()
              .map(entry -> quoted(entry.getKey()) + " = " + quoted(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(", "));
      spark.sql("ALTER TABLE delta.`" + path + "` SET TBLPROPERTIES (" + properties + ")");
    }
  }

  private static Map<String, String> kept(DeltaLog log) {
    Metadata metadata = log.unsafeVolatileSnapshot().metadata();
    Map<String, String> kept = new HashMap<>(CollectionConverters.asJava(metadata.configuration()));
    kept.put(DESCRIPTION, metadata.description());
    return kept;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

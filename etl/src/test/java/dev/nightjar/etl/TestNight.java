package dev.nightjar.etl;

import dev.nightjar.settings.LoadOptions;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs the jobs of this module on a test lake, with the shipped settings and a fixed secret. */
public final class TestNight {

  public static final String SECRET = "a secret of thirty-two characters";

  private TestNight() {}

  /** The shipped settings with a secret and, pairwise, other keys and values. */
  public static Settings settings(String... keysAndValues) {
    Map<String, String> sets = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      sets.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.load(new LoadOptions(List.of(), sets, Map.of("NIGHTJAR_SECRET", SECRET)));
  }

  /**
   * The jobs of this module in the order of the night, without check-tables, which changes nothing.
   */
  public static CleanSummary run(Lake lake, LocalDate runDate, String... keysAndValues) {
    CleanSummary summary = facts(lake, runDate, keysAndValues);
    FeaturesJob.run(new NightContext(lake, settings(keysAndValues), runDate));
    return summary;
  }

  /** The same without the features of the night, which no later night reads. */
  static CleanSummary facts(Lake lake, LocalDate runDate, String... keysAndValues) {
    NightContext night = new NightContext(lake, settings(keysAndValues), runDate);
    IngestItemsJob.run(night);
    CleanSummary summary = clean(lake, runDate, keysAndValues);
    BuildCatalogJob.run(night);
    SessionizeJob.run(night);
    return summary;
  }

  /** The jobs of the event log only, up to silver.interactions. */
  public static CleanSummary clean(Lake lake, LocalDate runDate, String... keysAndValues) {
    NightContext night = new NightContext(lake, settings(keysAndValues), runDate);
    IngestEventsJob.run(night);
    return CleanEventsJob.run(night);
  }

  /** A table's rows as sorted texts: equal texts are equal tables. */
  public static List<String> content(Lake lake, LakeTable table) {
    Dataset<Row> rows = lake.read(table);
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }
}

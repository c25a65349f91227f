package dev.nightjar.training;

import dev.nightjar.etl.Lake;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One version's files in the lake. Reading does not check that the version is complete: {@link
 * ModelRegistry} hands out complete ones. Immutable.
 */
public final class StoredModel {
  private final Lake lake;
  private final ModelVersion version;

  StoredModel(Lake lake, ModelVersion version) {
    this.lake = lake;
    this.version = version;
  }

  /** Name of the model. */
  public ModelVersion version() {
    return version;
  }

  /** Full path of a window's folder. */
  public String path(TrainingWindow window) {
    return lake.path("models/" + version.id() + "/" + window.id());
  }

  /**
   * Reads a file of a window.
   *
   * @param file folder, such as {@code Preferences.FILE}
   * @param schema columns, such as {@code Preferences.SCHEMA}
   */
  public Dataset<Row> read(TrainingWindow window, String file, StructType schema) {
    return lake.spark().read().schema(schema).parquet(path(window) + "/" + file);
  }

  /** Writes a file of a window; refuses to replace one. */
  void write(TrainingWindow window, String file, Dataset<Row> rows) {
    rows.write().mode("errorifexists").parquet(path(window) + "/" + file);
  }
}

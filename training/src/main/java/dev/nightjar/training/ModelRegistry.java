package dev.nightjar.training;

import dev.nightjar.etl.Lake;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Models of a lake: {@code models/<version>/<window>/<file>} in Parquet. A version is immutable and
 * its name is never reused; {@code model.json} is written last and marks it as complete, so a model
 * without it does not exist for readers. One writer at a time, as for the whole lake.
 */
public final class ModelRegistry {
  private static final String MODELS = "models";
  private static final String MARKER = "model.json";

  private final Lake lake;

  /** The models of this lake. */
  public ModelRegistry(Lake lake) {
    this.lake = lake;
  }

  /** A new version of a night: its attempt is one above the highest that any folder has. */
  public StoredModel create(LocalDate runDate) {
    int attempt = versions(runDate).stream().mapToInt(ModelVersion::attempt).max().orElse(0) + 1;
    return new StoredModel(lake, new ModelVersion(runDate, attempt));
  }

  /** The newest complete model of a night, or nothing. */
  public Optional<StoredModel> latest(LocalDate runDate) {
    return versions(runDate).stream()
        .sorted(Comparator.reverseOrder())
        .filter(version -> exists(marker(version)))
        .findFirst()
        .map(version -> new StoredModel(lake, version));
  }

  /**
   * The newest complete model of a night.
   *
   * @throws IllegalStateException when there is none
   */
  public StoredModel require(LocalDate runDate) {
    return latest(runDate)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no complete model of %s under %s; run train-models for that date first"
                        .formatted(runDate, lake.path(MODELS))));
  }

  /**
   * Marks a model as complete.
   *
   * @param description JSON: parameters, seeds, versions of the source tables
   */
  public void complete(StoredModel model, String description) {
    Path marker = marker(model.version());
    try (OutputStream out = files().create(marker, false)) {
      out.write(description.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker + "; run train-models again", e);
    }
  }

  /** The text that {@link #complete} was given. */
  public String description(StoredModel model) {
    Path marker = marker(model.version());
    try (var in = files().open(marker)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + marker, e);
    }
  }

  /** The split that a model was trained with: never computed again, for rows came since. */
  public TemporalSplit split(StoredModel model) {
    return ModelDescription.split(description(model));
  }

  /** The method that made a model's neighbours, {@code ease} or {@code cosine}. */
  public String neighbors(StoredModel model) {
    return ModelDescription.neighbors(description(model));
  }

  /** The parameters that a model's factors were trained with, searched for or set. */
  public AlsParams als(StoredModel model) {
    return ModelDescription.als(description(model));
  }

  private List<ModelVersion> versions(LocalDate runDate) {
    List<ModelVersion> versions = new ArrayList<>();
    Path root = new Path(lake.path(MODELS));
    try {
      for (FileStatus status : files().listStatus(root)) {
        ModelVersion.parse(status.getPath().getName())
            .filter(version -> version.runDate().equals(runDate))
            .ifPresent(versions::add);
      }
    } catch (FileNotFoundException e) {
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
    return versions;
  }

  private Path marker(ModelVersion version) {
    return new Path(lake.path(MODELS + "/" + version.id() + "/" + MARKER));
  }

  private boolean exists(Path path) {
    try {
      return files().exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for " + path, e);
    }
  }

  private FileSystem files() {
    return lake.fileSystem();
  }
}

package dev.nightjar.export.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the gate needs to know of a measured blend: {@code evaluation.json} beside the model.
 * Immutable.
 *
 * @param metric what was compared, such as {@code ndcg@20/new_items}
 * @param persons persons behind the figures
 * @param blend the blend's mean
 * @param popular popularity's mean on the same persons
 * @param difference blend minus popularity, paired
 * @param metrics figures of the blend for the manifest, such as {@code recall@20/new_items}
 */
public record Evidence(
    String metric,
    long persons,
    Interval blend,
    double popular,
    Interval difference,
    Map<String, Double> metrics) {
  private static final String FILE = "/evaluation.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies in the order of the names. */
  public Evidence {
    metrics = new TreeMap<>(metrics);
  }

  /** Stores it beside the model. */
  void write(LakeFiles files, String modelVersion) {
    try {
      files.put(path(modelVersion), JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are plain numbers and names", e);
    }
  }

  /**
   * Reads it from beside the model.
   *
   * @throws IllegalStateException when nothing was measured yet
   */
  public static Evidence read(LakeFiles files, String modelVersion) {
    byte[] body =
        files
            .read(path(modelVersion))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the blend of model "
                            + modelVersion
                            + " was not measured; run evaluate-snapshot first"));
    try {
      return JSON.readValue(body, Evidence.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          files.fullPath(path(modelVersion)) + " is damaged; run evaluate-snapshot again", e);
    }
  }

  private static String path(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + FILE;
  }
}

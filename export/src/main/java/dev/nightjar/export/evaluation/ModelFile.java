package dev.nightjar.export.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A JSON file beside a model that one job leaves for a later one. Immutable.
 *
 * @param name its name in the folder of the model
 * @param type the record it holds
 * @param job the job that writes it
 */
public record ModelFile<T>(String name, Class<T> type, String job) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Stores the content beside the model. */
  public void write(LakeFiles files, String modelVersion, T content) {
    try {
      files.put(path(modelVersion), JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name + " holds plain numbers and names", e);
    }
  }

  /**
   * Reads the content from beside the model.
   *
   * @throws IllegalStateException when the job that writes it did not run
   */
  public T read(LakeFiles files, String modelVersion) {
    return find(files, modelVersion)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "model " + modelVersion + " has no " + name + "; run " + job + " first"));
  }

  /** The content from beside the model, if the job that writes it ran. */
  public Optional<T> find(LakeFiles files, String modelVersion) {
    Optional<byte[]> body = files.read(path(modelVersion));
    return body.map(bytes -> parse(files, modelVersion, bytes));
  }

  private T parse(LakeFiles files, String modelVersion, byte[] body) {
    try {
      return JSON.readValue(body, type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          files.fullPath(path(modelVersion)) + " is damaged; run " + job + " again", e);
    }
  }

  private String path(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + "/" + name;
  }
}

package dev.nightjar.export.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nightjar.export.files.LakeFiles;
import dev.nightjar.export.snapshot.SnapshotFolders;
import dev.nightjar.ranking.BlendWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was learned on the validation window: {@code blend.json} beside the model. Immutable.
 *
 * @param policies what holds for each policy of the manifest
 */
public record LearnedBlend(Map<String, Policy> policies) {
  private static final String FILE = "/blend.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies in the order of the names. */
  public LearnedBlend {
    policies = new TreeMap<>(policies);
  }

  /**
   * One policy's weights.
   *
   * @param weights by source id; a source that is missing has weight 0
   * @param origin how they came about, in words
   * @param examples requests that they were learned on
   * @param value the objective on the half that they were confirmed on, 0 when nothing was learned
   */
  public record Policy(Map<String, Double> weights, String origin, int examples, double value) {
    /** Copies in the order of the names. */
    public Policy {
      weights = new TreeMap<>(weights);
    }
  }

  /** Weights of a policy. */
  public BlendWeights weights(String policy) {
    Policy found = policies.get(policy);
    if (found == null) {
      throw new IllegalStateException("no weights were learned for policy " + policy);
    }
    return BlendWeights.of(found.weights());
  }

  /** All weights, as the manifest holds them. */
  public Map<String, Map<String, Double>> inManifest() {
    Map<String, Map<String, Double>> weights = new TreeMap<>();
    policies.forEach((name, policy) -> weights.put(name, policy.weights()));
    return weights;
  }

  /** Stores it beside the model. */
  void write(LakeFiles files, String modelVersion) {
    try {
      files.put(path(modelVersion), JSON.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("weights are plain numbers and names", e);
    }
  }

  /**
   * Reads it from beside the model.
   *
   * @throws IllegalStateException when nothing was learned yet
   */
  public static LearnedBlend read(LakeFiles files, String modelVersion) {
    byte[] body =
        files
            .read(path(modelVersion))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no weights were learned for model "
                            + modelVersion
                            + "; run tune-blend first"));
    try {
      return JSON.readValue(body, LearnedBlend.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          files.fullPath(path(modelVersion)) + " is damaged; run tune-blend again", e);
    }
  }

  private static String path(String modelVersion) {
    return SnapshotFolders.model(modelVersion) + FILE;
  }
}

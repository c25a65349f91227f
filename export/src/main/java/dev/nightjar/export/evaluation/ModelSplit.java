package dev.nightjar.export.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.etl.Lake;
import dev.nightjar.training.ModelRegistry;
import dev.nightjar.training.StoredModel;
import dev.nightjar.training.TemporalSplit;
import dev.nightjar.training.TrainingWindow;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The split that a model was trained with, from its description: never computed a second time, for
 * rows that came since could move it.
 */
final class ModelSplit {
  private ModelSplit() {}

  static TemporalSplit of(Lake lake, StoredModel model) {
    String description = new ModelRegistry(lake).description(model);
    try {
      JsonNode windows = new ObjectMapper().readTree(description).path("windows");
      return new TemporalSplit(
          cutoff(windows, TrainingWindow.VALIDATION),
          cutoff(windows, TrainingWindow.TEST),
          cutoff(windows, TrainingWindow.LIVE));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalStateException(
          "model.json of "
              + model.version().id()
              + " cannot be read ("
              + e.getMessage()
              + "); run train-models again",
          e);
    }
  }

  private static Instant cutoff(JsonNode windows, TrainingWindow window) {
    return Instant.parse(windows.path(window.id()).path("cutoff").asText());
  }
}

package dev.nightjar.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.nightjar.training.TemporalSplit.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code model.json} says of a model: from what, how and with which seeds it was made. Equal
 * nights give equal text but for the version.
 *
 * @param version name of the model
 * @param split cut-offs of the windows
 * @param plan parameters and seeds
 * @param sources versions of the Delta tables that were read
 * @param items items with a positive example, a window
 * @param segments number of segments
 * @param settingsHash hash of all settings
 */
record ModelDescription(
    ModelVersion version,
    TemporalSplit split,
    TrainingPlan plan,
    Map<String, Long> sources,
    Map<TrainingWindow, Integer> items,
    int segments,
    String settingsHash) {
  private static final int FORMAT = 1;
  private static final String CLOCK = "clock";
  private static final String PARAMETERS = "parameters";
  private static final String ALS = "als";

  /**
   * The text of {@code model.json}.
   *
   * @param neighbors the method that made the neighbours of all windows
   * @param alsFrom where the parameters of ALS came from
   */
  String json(String neighbors, String alsFrom) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("version", version.id());
    root.put("run_date", version.runDate().toString());
    Map<String, Object> windows = new LinkedHashMap<>();
    items.forEach((window, count) -> windows.put(window.id(), described(window, count)));
    root.put("windows", windows);
    root.put(CLOCK, split.clock().name().toLowerCase(Locale.ROOT));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("preferences", plan.preferences());
    parameters.put(ALS, plan.als());
    parameters.put("neighbors", plan.neighbors());
    parameters.put("transitions", plan.transitions());
    parameters.put("content", plan.content());
    parameters.put("popularity", plan.popularity());
    parameters.put("segments", plan.segments());
    parameters.put("partitions", plan.partitions());
    root.put(PARAMETERS, parameters);
    root.put("als_from", alsFrom);
    root.put("neighbors", neighbors);
    root.put("segments", segments);
    root.put("sources", sources);
    root.put("settings_hash", settingsHash);
    try {
      return mapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the description of " + version.id() + " is no JSON", e);
    }
  }

  private Map<String, Object> described(TrainingWindow window, int count) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("cutoff", split.cutoff(window).toString());
    described.put("items", count);
    return described;
  }

  /** The split that a description tells of. */
  static TemporalSplit split(String json) {
    JsonNode root = parsed(json);
    JsonNode windows = root.path("windows");
    try {
      return new TemporalSplit(
          cutoff(windows, TrainingWindow.VALIDATION),
          cutoff(windows, TrainingWindow.TEST),
          cutoff(windows, TrainingWindow.LIVE),
          // Models of older programs know the calendar only.
          Clock.valueOf(root.path(CLOCK).asText("calendar").toUpperCase(Locale.ROOT)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** The method that made the neighbours, as a description tells. */
  static String neighbors(String json) {
    return parsed(json).path("neighbors").asText(NeighborParams.COSINE);
  }

  /** The parameters of ALS that a description tells of. */
  static AlsParams als(String json) {
    try {
      // required: what is missing is said so, instead of being read as nothing.
      return mapper().treeToValue(parsed(json).required(PARAMETERS).required(ALS), AlsParams.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static IllegalStateException unreadable(Exception cause) {
    return new IllegalStateException(
        "model.json cannot be read (" + cause.getMessage() + "); run train-models again", cause);
  }

  private static Instant cutoff(JsonNode windows, TrainingWindow window) {
    return Instant.parse(windows.path(window.id()).path("cutoff").asText());
  }
}

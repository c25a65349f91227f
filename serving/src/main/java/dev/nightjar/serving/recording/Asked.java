package dev.nightjar.serving.recording;

import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.Surface;
import java.util.List;

/**
 * All that an answer depends on beside the snapshot and the settings: together they are asked
 * again, and must be answered alike.
 *
 * @param query what the pipeline was asked
 * @param missing names of what could not be read for the query
 * @param surface how answers are made where this one is shown
 * @param explain whether the answer shows what each source said
 * @param metadata whether it shows the items' metadata
 */
public record Asked(
    RecommendationQuery query,
    List<String> missing,
    Surface surface,
    boolean explain,
    boolean metadata) {
  public Asked {
    missing = List.copyOf(missing);
  }
}

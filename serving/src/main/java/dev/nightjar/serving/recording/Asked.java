package dev.nightjar.serving.recording;

import dev.nightjar.ranking.RecommendationQuery;
import dev.nightjar.ranking.Surface;
import dev.nightjar.ranking.store.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer depends on beside the snapshot and the settings: together they are asked
 * again, and must be answered alike.
 *
 * @param query what the pipeline was asked
 * @param missing names of what could not be read for the query
 * @param surface how answers are made where this one is shown
 * @param explain whether the answer shows what each source said
 * @param metadata whether it shows the items' metadata
 * @param sentences language of the sentences for end users that it shows; null for none
 */
public record Asked(
    RecommendationQuery query,
    List<String> missing,
    Surface surface,
    boolean explain,
    boolean metadata,
    @Nullable String sentences) {
  public Asked {
    missing = List.copyOf(missing);
  }

  /** The same without what has no part in an answer over a snapshot. */
  Asked over(Snapshot snapshot) {
    return new Asked(query.over(snapshot), missing, surface, explain, metadata, sentences);
  }

  /** An answer that tells end users nothing. */
  public Asked(
      RecommendationQuery query,
      List<String> missing,
      Surface surface,
      boolean explain,
      boolean metadata) {
    this(query, missing, surface, explain, metadata, null);
  }
}

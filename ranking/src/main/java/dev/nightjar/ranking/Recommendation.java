package dev.nightjar.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query over one snapshot.
 *
 * @param items best first, none twice; as many as asked for unless fewer are recommendable
 * @param mode what the answer rests on
 * @param degraded names of what failed on the way; empty when all is well
 * @param segment the person's segment, or {@link dev.nightjar.contract.UserRecord#NO_SEGMENT}
 * @param filtered how the query's filter was met, or null when it had none
 */
public record Recommendation(
    List<RankedItem> items,
    Mode mode,
    List<String> degraded,
    int segment,
    @Nullable Filtered filtered) {
  public Recommendation {
    items = List.copyOf(items);
    degraded = List.copyOf(degraded);
  }

  /** An answer to a query without a filter. */
  public Recommendation(List<RankedItem> items, Mode mode, List<String> degraded, int segment) {
    this(items, mode, degraded, segment, null);
  }

  /**
   * How a filter was met.
   *
   * @param deeper places filled from the rest of the catalogue, by popularity, because candidates
   *     and popular lists had no more that match
   * @param missing places left empty, because nothing more matches
   * @param unknown fields that the filter asks for and no item of the snapshot has
   */
  public record Filtered(int deeper, int missing, List<String> unknown) {
    public Filtered {
      unknown = List.copyOf(unknown);
    }
  }
}

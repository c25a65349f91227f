package dev.nightjar.ranking;

import java.util.List;

/**
 * The answer to one query over one snapshot.
 *
 * @param items best first, none twice; as many as asked for unless fewer are recommendable
 * @param mode what the answer rests on
 * @param degraded names of what failed on the way; empty when all is well
 * @param segment the person's segment, or {@link dev.nightjar.contract.UserRecord#NO_SEGMENT}
 */
public record Recommendation(
    List<RankedItem> items, Mode mode, List<String> degraded, int segment) {
  public Recommendation {
    items = List.copyOf(items);
    degraded = List.copyOf(degraded);
  }
}

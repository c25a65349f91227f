package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.contract.Source;

/**
 * The weighted sum of the sources' scores, each divided by the source's best so that no unit weighs
 * more than another; an item a source does not propose gets 0 from it (CombSUM: Fox and Shaw,
 * "Combination of Multiple Searches", TREC-2, 1994; learned weights: Vogt and Cottrell, "Fusion Via
 * a Linear Combination of Scores", Information Retrieval 1, 1999).
 *
 * <p>Scores rather than ranks, because the distance between a source's first and tenth is
 * information; the price is that one source with an outlier at its top is compressed.
 */
final class LinearBlender implements Blender {
  /** Personal sources first: of equal scores the earlier row wins. */
  private static final Source[] ORDER = {
    Source.OWN_PAST,
    Source.ITEM_ITEM,
    Source.TRANSITIONS,
    Source.ALS,
    Source.CONTENT,
    Source.NEWCOMERS,
    Source.SESSION,
    Source.SESSION_KNN,
    Source.SESSION_NEXT,
    Source.FOLD_IN,
    Source.SEGMENT,
    Source.RISING,
    Source.RECENT,
    Source.POPULAR
  };

  private final int listCandidates;

  /**
   * @param listCandidates how many items of each popular list take part
   */
  LinearBlender(int listCandidates) {
    this.listCandidates = listCandidates;
  }

  @Override
  public BlendedCandidates blend(
      Candidates candidates, BlendWeights weights, BlendedCandidates room) {
    room.clear();
    for (Source source : ORDER) {
      int ordinal = source.ordinal();
      ScoredItems found = candidates.bySource()[ordinal];
      int size =
          source.kind() == Source.Kind.LIST ? Math.min(found.size(), listCandidates) : found.size();
      if (size > 0) {
        add(found, size, ordinal, weights.weight(ordinal), room);
      }
    }
    return room;
  }

  private static void add(
      ScoredItems found, int size, int ordinal, float weight, BlendedCandidates room) {
    int[] items = found.items();
    float[] scores = found.scores();
    float scale = scores[0] > 0 ? 1 / scores[0] : 0;
    for (int i = 0; i < size; i++) {
      float normalized = scores[i] * scale;
      if (Float.isNaN(normalized)) {
        normalized = 0;
      }
      room.add(items[i], ordinal, i + 1, normalized, weight * normalized);
    }
  }
}

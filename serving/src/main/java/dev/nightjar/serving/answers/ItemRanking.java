package dev.nightjar.serving.answers;

import dev.nightjar.contract.Source;
import dev.nightjar.ranking.BlendWeights;
import dev.nightjar.ranking.CandidateTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts given items in the order of the blend: the weighted sum of the sources' scores, as in a
 * recommendation. An item that no source proposes has the score 0 and keeps its place among its
 * like.
 */
final class ItemRanking {
  private static final Source[] SOURCES = Source.values();

  private ItemRanking() {}

  /**
   * One given item.
   *
   * @param itemId its id
   * @param score the blend's score
   * @param source the source that contributed most, or null when none proposes it
   */
  record Place(String itemId, float score, @Nullable Source source) {}

  /** The items, best first. */
  static List<Place> rank(
      List<String> itemIds, ToIntFunction<String> indexOf, CandidateTable candidates) {
    Map<Integer, float[]> byItem = new HashMap<>();
    for (int row = 0; row < candidates.items().length; row++) {
      byItem.put(candidates.items()[row], candidates.scoresBySource()[row]);
    }
    List<Place> places = new ArrayList<>(itemIds.size());
    for (String itemId : itemIds) {
      places.add(place(itemId, byItem.get(indexOf.applyAsInt(itemId)), candidates.weights()));
    }
    places.sort(Comparator.comparingDouble(Place::score).reversed());
    return places;
  }

  private static Place place(String itemId, float @Nullable [] scores, BlendWeights weights) {
    if (scores == null) {
      return new Place(itemId, 0, null);
    }
    float sum = 0;
    float most = 0;
    Source strongest = null;
    for (Source source : SOURCES) {
      float share = scores[source.ordinal()] * weights.weight(source.ordinal());
      sum += share;
      if (share > most) {
        most = share;
        strongest = source;
      }
    }
    return new Place(itemId, sum, strongest);
  }
}

package dev.nightjar.serving.answers;

import dev.nightjar.contract.Source;
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
   * @param score what an answer would order it by; for an item that nothing proposes, the lowest
   * @param source the source that contributed most, or null when none proposes it
   */
  record Place(String itemId, float score, @Nullable Source source) {}

  /** The items, best first. */
  static List<Place> rank(
      List<String> itemIds, ToIntFunction<String> indexOf, CandidateTable candidates) {
    Map<Integer, Integer> rows = new HashMap<>();
    float lowest = 0;
    for (int row = 0; row < candidates.items().length; row++) {
      rows.put(candidates.items()[row], row);
      lowest = Math.min(lowest, candidates.scores()[row]);
    }
    List<Place> places = new ArrayList<>(itemIds.size());
    for (String itemId : itemIds) {
      Integer row = rows.get(indexOf.applyAsInt(itemId));
      places.add(
          row == null
              ? new Place(itemId, lowest, null)
              : new Place(itemId, candidates.scores()[row], strongest(candidates, row)));
    }
    places.sort(Comparator.comparingDouble(Place::score).reversed());
    return places;
  }

  private static @Nullable Source strongest(CandidateTable candidates, int row) {
    float[] scores = candidates.scoresBySource()[row];
    float most = 0;
    Source strongest = null;
    for (Source source : SOURCES) {
      float share = scores[source.ordinal()] * candidates.weights().weight(source.ordinal());
      if (share > most) {
        most = share;
        strongest = source;
      }
    }
    return strongest;
  }
}

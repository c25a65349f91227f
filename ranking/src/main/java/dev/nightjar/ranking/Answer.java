package dev.nightjar.ranking;

import dev.nightjar.contract.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer on its way: items taken so far and the highest rung of the ladder that gave one. Not
 * thread-safe; belongs to one request.
 */
final class Answer {
  private static final Source[] SOURCES = Source.values();

  private final ResolvedQuery query;
  private final List<RankedItem> items;
  private Mode mode = Mode.POPULAR;
  private float lowest = 0;

  Answer(ResolvedQuery query) {
    this.query = query;
    items = new ArrayList<>(query.query().n());
  }

  /** Takes a ranked candidate with the score that it was ranked by. */
  void take(BlendedCandidates table, int row, float ranked, BlendWeights weights) {
    Source strongest = Source.POPULAR;
    float most = Float.NEGATIVE_INFINITY;
    for (Source source : SOURCES) {
      float score = table.score(row, source.ordinal());
      if (score != 0) {
        float share = score * weights.weight(source.ordinal());
        if (share > most) {
          most = share;
          strongest = source;
        }
        rest(source);
      }
    }
    add(table.item(row), ranked, strongest);
  }

  /** Takes an item that no candidate list held, below all that are in. */
  void fill(int item, Source source) {
    rest(source);
    add(item, Math.min(0, lowest), source);
  }

  boolean full() {
    return items.size() >= query.query().n();
  }

  Recommendation toRecommendation(List<String> degraded) {
    return new Recommendation(items, mode, degraded, query.segment());
  }

  private void add(int item, float score, Source source) {
    items.add(new RankedItem(item, score, source));
    lowest = score;
    query.exclude(item);
  }

  private void rest(Source source) {
    Mode on =
        switch (source) {
          case OWN_PAST, ITEM_ITEM, ALS -> Mode.PERSONAL;
          case SESSION -> Mode.SESSION;
          case SEGMENT -> Mode.SEGMENT;
          case RECENT, POPULAR -> Mode.POPULAR;
        };
    if (on.compareTo(mode) < 0) {
      mode = on;
    }
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.store.Snapshot;

/**
 * What the night says of each item that the person looks at right now, its neighbours or what
 * people turn to after it, the newest weighing most: the score of a candidate is the sum over the
 * session's items of its score in their lists times a weight that halves every few events.
 *
 * <p>Item-based neighbours with recency decay are the simplest session recommender that keeps up
 * with recurrent networks (Jannach and Ludewig, "When Recurrent Neural Networks meet the
 * Neighborhood for Session-Based Recommendation", RecSys 2017; Ludewig et al., "Empirical Analysis
 * of Session-Based Recommendation Algorithms", UMUAI 2021), and it needs one stored list an item.
 * Position stands for age because clients' clocks lie and pauses in a session say little.
 */
final class SessionSource implements CandidateSource {
  private final ItemLists lists;
  private final float[] decay;
  private final int maxCandidates;

  /** The list of an item, by its index. */
  interface ItemLists {
    ScoredItems of(Snapshot snapshot, int item);
  }

  SessionSource(ItemLists lists, RankingParams params) {
    this.lists = lists;
    maxCandidates = params.sessionCandidates();
    decay = params.sessionDecay();
  }

  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    int[] signals = query.signals();
    if (signals.length == 0) {
      return ScoredItems.NONE;
    }
    ItemScores sums = query.scratch().sessionScores;
    sums.clear();
    for (int i = 0; i < signals.length; i++) {
      ScoredItems list = lists.of(query.snapshot(), signals[i]);
      int[] items = list.items();
      float[] scores = list.scores();
      for (int j = 0; j < items.length; j++) {
        sums.add(items[j], decay[i] * scores[j]);
      }
    }
    return sums.best(maxCandidates, query.scratch().top);
  }
}

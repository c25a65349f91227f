package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;

/**
 * Neighbours of what the person looks at right now, the newest weighing most: the score of a
 * candidate is the sum over the session's items of their similarity times a weight that halves
 * every few events.
 *
 * <p>Item-based neighbours with recency decay are the simplest session recommender that keeps up
 * with recurrent networks (Jannach and Ludewig, "When Recurrent Neural Networks meet the
 * Neighborhood for Session-Based Recommendation", RecSys 2017; Ludewig et al., "Empirical Analysis
 * of Session-Based Recommendation Algorithms", UMUAI 2021), and it needs one stored list an item.
 * Position stands for age because clients' clocks lie and pauses in a session say little.
 */
final class SessionSource implements CandidateSource {
  private final float[] decay;
  private final int maxCandidates;

  SessionSource(double halfLifeEvents, int maxEvents, int maxCandidates) {
    this.maxCandidates = maxCandidates;
    decay = new float[maxEvents];
    for (int i = 0; i < maxEvents; i++) {
      decay[i] = (float) Math.pow(0.5, i / halfLifeEvents);
    }
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
      ScoredItems neighbors = query.snapshot().neighbors(signals[i]);
      int[] items = neighbors.items();
      float[] scores = neighbors.scores();
      for (int j = 0; j < items.length; j++) {
        sums.add(items[j], decay[i] * scores[j]);
      }
    }
    return best(sums, query.scratch().top);
  }

  private ScoredItems best(ItemScores sums, TopRows top) {
    top.reset(Math.min(maxCandidates, sums.size()));
    for (int row = 0; row < sums.size(); row++) {
      top.offer(row, sums.score(row));
    }
    top.sort();
    int[] items = new int[top.size()];
    float[] scores = new float[top.size()];
    for (int place = 0; place < items.length; place++) {
      items[place] = sums.item(top.row(place));
      scores[place] = top.score(place);
    }
    return new ScoredItems(items, scores);
  }
}

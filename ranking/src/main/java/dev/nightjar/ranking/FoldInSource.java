package dev.nightjar.ranking;

import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.store.FactorSpace;

/**
 * What the night's factors say of a session: its events are folded in as if they were a person of
 * their own, the newest weighing most, so that somebody the night did not know has a taste after
 * one click.
 */
final class FoldInSource implements CandidateSource {
  private final float[] decay;
  private final int maxCandidates;

  FoldInSource(RankingParams params) {
    decay = params.sessionDecay();
    maxCandidates = params.sessionCandidates();
  }

  @Override
  public ScoredItems fetch(ResolvedQuery query) {
    FactorSpace factors = query.snapshot().factors();
    int[] signals = query.signals();
    if (signals.length == 0 || factors.isEmpty()) {
      return ScoredItems.NONE;
    }
    ItemScores met = query.scratch().sessionScores;
    met.clear();
    for (int i = 0; i < signals.length; i++) {
      met.add(signals[i], decay[i]);
    }
    int[] items = new int[met.size()];
    float[] ratings = new float[items.length];
    for (int row = 0; row < items.length; row++) {
      items[row] = met.item(row);
      ratings[row] = (float) Math.log1p(met.score(row));
    }
    float[] scores = query.scratch().itemScores(query.snapshot().itemCount());
    factors.scoreAll(factors.fold(items, ratings), scores);
    return best(scores, query);
  }

  private ScoredItems best(float[] scores, ResolvedQuery query) {
    TopRows top = query.scratch().top;
    int count = query.snapshot().itemCount();
    top.reset(Math.min(maxCandidates, count));
    for (int item = 0; item < count; item++) {
      if (scores[item] > 0 && !query.excluded(item)) {
        top.offer(item, scores[item]);
      }
    }
    return top.sorted(item -> item);
  }
}

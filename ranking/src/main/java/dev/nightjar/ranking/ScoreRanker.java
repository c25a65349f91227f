package dev.nightjar.ranking;

/** Ranks by blended score. */
final class ScoreRanker implements Ranker {
  @Override
  public TopRows rank(EligibleCandidates candidates, int n, TopRows room) {
    BlendedCandidates table = candidates.table();
    room.reset(Math.min(n, candidates.size()));
    for (int place = 0; place < candidates.size(); place++) {
      int row = candidates.row(place);
      room.offer(row, table.score(row));
    }
    room.sort();
    return room;
  }
}

package dev.nightjar.ranking;

/**
 * Ranks by what another ranker says and what the context changes: the other's best are put in order
 * anew. Not thread-safe; belongs to one request.
 */
final class ContextRanker implements Ranker {
  private final Ranker before;
  private final ContextLift lift;
  private final int mostRanked;
  private final TopRows room;

  /**
   * @param mostRanked of the other's best, how many are put in order anew
   * @param room working memory
   */
  ContextRanker(Ranker before, ContextLift lift, int mostRanked, TopRows room) {
    this.before = before;
    this.lift = lift;
    this.mostRanked = mostRanked;
    this.room = room;
  }

  @Override
  public TopRows rank(EligibleCandidates candidates, int n, TopRows into) {
    TopRows ranked = before.rank(candidates, Math.max(n, mostRanked), room);
    into.reset(Math.min(n, ranked.size()));
    for (int place = 0; place < ranked.size(); place++) {
      int row = ranked.row(place);
      into.offer(row, lift.applied(candidates.table().item(row), ranked.score(place)));
    }
    into.sort();
    return into;
  }
}

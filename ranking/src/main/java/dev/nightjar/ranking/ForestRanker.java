package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import dev.nightjar.contract.VectorTrees;
import org.jspecify.annotations.Nullable;

/**
 * Ranks by trees that a night learned from what people chose (gradient boosted with a listwise
 * loss: Burges, "From RankNet to LambdaRank to LambdaMART", 2010). Trees cost more than a sum, so
 * only the best candidates by the sum are shown to them, and what stands first with any source: a
 * source that the sum can do without may still be right. Not thread-safe; belongs to one request.
 */
final class ForestRanker implements Ranker {
  /** Places of each source's list that trees look at whatever the sum says. */
  private static final int HEAD = 10;

  /** Above any sum: there are a dozen sources, and no score or weight is above 1. */
  private static final float BEFORE_ALL_SUMS = 1000;

  private final Forest forest;
  private final @Nullable VectorTrees trees;
  private final CandidateFeatures features;
  private final int mostRanked;
  private final Scratch scratch;

  /**
   * @param forest the trees
   * @param trees the same laid out for many rows, or null
   * @param mostRanked candidates that the trees look at, at most
   */
  ForestRanker(
      Forest forest,
      @Nullable VectorTrees trees,
      CandidateFeatures features,
      int mostRanked,
      Scratch scratch) {
    this.forest = forest;
    this.trees = trees;
    this.features = features;
    this.mostRanked = mostRanked;
    this.scratch = scratch;
  }

  /**
   * The candidates that trees look at, in no particular order: the head of every source's list, and
   * the best by the sum.
   */
  static TopRows shortlist(EligibleCandidates candidates, int most, Scratch scratch) {
    TopRows best = scratch.shortlist;
    best.reset(Math.min(most, candidates.size()));
    BlendedCandidates table = candidates.table();
    for (int place = 0; place < candidates.size(); place++) {
      int row = candidates.row(place);
      best.offer(row, table.score(row) + (table.bestPlace(row) <= HEAD ? BEFORE_ALL_SUMS : 0));
    }
    return best;
  }

  @Override
  public TopRows rank(EligibleCandidates candidates, int n, TopRows room) {
    TopRows best = shortlist(candidates, Math.max(n, mostRanked), scratch);
    float[] scores = trees == null ? nodeByNode(best) : questionByQuestion(best, trees);
    room.reset(Math.min(n, best.size()));
    for (int place = 0; place < best.size(); place++) {
      room.offer(best.row(place), scores[place]);
    }
    room.sort();
    return room;
  }

  private float[] nodeByNode(TopRows best) {
    float[] scores = scratch.treeScores(best.size());
    for (int place = 0; place < best.size(); place++) {
      features.fill(best.row(place), scratch.features);
      scores[place] = forest.score(scratch.features);
    }
    return scores;
  }

  private float[] questionByQuestion(TopRows best, VectorTrees vector) {
    float[] scores = scratch.treeScores(best.size());
    VectorTrees.Rows rows = scratch.treeRows;
    rows.prepare(vector, best.size());
    for (int place = 0; place < best.size(); place++) {
      features.fill(best.row(place), scratch.features);
      vector.put(scratch.features, rows, place);
    }
    vector.score(rows, best.size(), scores);
    return scores;
  }
}

package dev.nightjar.export.evaluation;

import dev.nightjar.training.scoring.RankingMetrics;
import dev.nightjar.training.scoring.Serendipity;
import java.util.Map;

/**
 * The lists of all recommenders for one request, and what they are judged against.
 *
 * @param lists items by name of the recommender, best first
 */
record Answers(Judged judged, Map<String, int[]> lists) {
  private static final int[] NOTHING = {};

  /** The list of a recommender; empty when it gave none. */
  int[] of(String recommender) {
    return lists.getOrDefault(recommender, NOTHING);
  }

  /** How serendipitous a list is beside the popular one; NaN when that was not asked for. */
  double serendipity(int[] ranked, int k) {
    int[] popular = lists.get(Recommenders.POPULAR);
    return popular == null ? Double.NaN : Serendipity.of(ranked, judged.relevant(), popular, k);
  }

  /** NDCG of a recommender's list. */
  double ndcg(String recommender, int k) {
    return RankingMetrics.of(of(recommender), judged.relevant()).ndcg(k);
  }
}

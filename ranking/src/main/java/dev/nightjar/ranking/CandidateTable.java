package dev.nightjar.ranking;

import dev.nightjar.contract.Forest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates of one query after the filters: what the blend's weights are learned from and what
 * an answer is explained by. A row is a candidate, in the order in which the sources proposed it.
 *
 * @param items the candidates' indexes in the snapshot
 * @param scoresBySource the normalised score of each source, 0 where it did not propose the item;
 *     rows are candidates, columns {@link dev.nightjar.contract.Source} ordinals
 * @param weights the weights that an answer to this query blends them with
 * @param scores what an answer to this query orders them by
 * @param lifts what the query's context adds to the logarithm of each; empty when it adds nothing
 * @param context what the snapshot knows of that context, each times the weight of the context a
 *     part of {@code lifts}; empty when it adds nothing
 */
@SuppressWarnings("ArrayRecordComponent")
public record CandidateTable(
    int[] items,
    float[][] scoresBySource,
    BlendWeights weights,
    float[] scores,
    float[] lifts,
    List<ContextColumn> context) {

  /**
   * The table of the candidates of a query.
   *
   * @param features what trees see of them, or null where weights alone order
   */
  static CandidateTable of(
      ResolvedQuery query,
      EligibleCandidates eligible,
      Ordering ordering,
      @Nullable CandidateFeatures features) {
    Scratch scratch = query.scratch();
    ContextLift lift = ContextLift.of(query, ordering);
    int[] items = new int[eligible.size()];
    float[][] bySource = new float[items.length][];
    float[] scores = new float[items.length];
    float[] lifts = new float[lift.isNone() ? 0 : items.length];
    Forest forest = ordering.forest();
    for (int place = 0; place < items.length; place++) {
      int row = eligible.row(place);
      items[place] = eligible.table().item(row);
      bySource[place] = eligible.table().scoresBySource(row);
      scores[place] = eligible.table().score(row);
      if (forest != null && features != null) {
        features.fill(row, scratch.features);
        scores[place] = forest.score(scratch.features);
      }
      if (!lift.isNone()) {
        lifts[place] = lift.of(items[place]);
        scores[place] = ordering.lifted(scores[place], lifts[place]);
      }
    }
    return new CandidateTable(items, bySource, ordering.weights(), scores, lifts, lift.columns());
  }

  /** The score of an item; of one that is no candidate the lowest, which is at most 0. */
  public float scoreOf(int item) {
    float lowest = 0;
    for (int row = 0; row < items.length; row++) {
      if (items[row] == item) {
        return scores[row];
      }
      lowest = Math.min(lowest, scores[row]);
    }
    return lowest;
  }
}

package dev.nightjar.training;

import dev.nightjar.training.scoring.ItemFactors;
import dev.nightjar.training.scoring.NeighborIndex;
import dev.nightjar.training.scoring.TopK;
import dev.nightjar.training.tables.PopularFile;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recommenders that are measured alone, over the items of one window: chance and the popular
 * lists as lower bounds, then each model by exact scoring of every item. Immutable and
 * serializable; made to be broadcast. Scratch space belongs to the {@link Asker}, one a thread.
 */
final class SingleRecommenders implements Serializable {
  /** Names in {@code gold.model_metrics}, in the order of {@link Asker#ask}. */
  static final List<String> NAMES =
      List.of("random", PopularFile.ALL_TIME, PopularFile.RECENT, "als", "item_item");

  private static final long serialVersionUID = 1L;

  private final ItemFactors items;
  private final NeighborIndex neighbors;
  private final ScoredList popular;
  private final ScoredList recent;

  SingleRecommenders(
      ItemFactors items, NeighborIndex neighbors, ScoredList popular, ScoredList recent) {
    this.items = items;
    this.neighbors = neighbors;
    this.popular = popular;
    this.recent = recent;
  }

  /** One list for everybody: item indexes and scores. */
  @SuppressWarnings("ArrayRecordComponent")
  record ScoredList(int[] items, float[] scores) implements Serializable {}

  /**
   * What is known of a person: factors (null without), items and their weights, a seed for ties.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Person(float @Nullable [] factors, int[] items, float[] weights, long seed) {}

  ItemFactors items() {
    return items;
  }

  Asker asker(int longest) {
    return new Asker(longest);
  }

  /** Asks every recommender for one person after the other; one thread. */
  final class Asker {
    private final TopK best;
    private final float[] scores = new float[items.size()];
    private final NeighborIndex.Scorer scorer = neighbors.scorer();

    private Asker(int longest) {
      best = new TopK(longest);
    }

    /** The list of recommender {@code name} (its place in {@link #NAMES}), best first. */
    int[] ask(int name, Person person, BitSet excluded) {
      best.reset(person.seed());
      switch (name) {
        case 0 -> offerRandom(excluded);
        case 1 -> offer(popular, excluded);
        case 2 -> offer(recent, excluded);
        case 3 -> offerFactors(person.factors(), excluded);
        default -> scorer.offer(person.items(), person.weights(), excluded, best);
      }
      return best.drain().items();
    }

    private void offerRandom(BitSet excluded) {
      for (int item = excluded.nextClearBit(0);
          item < items.size();
          item = excluded.nextClearBit(item + 1)) {
        best.offer(item, 0);
      }
    }

    private void offer(ScoredList list, BitSet excluded) {
      for (int at = 0; at < list.items().length; at++) {
        if (list.items()[at] >= 0 && !excluded.get(list.items()[at])) {
          best.offer(list.items()[at], list.scores()[at]);
        }
      }
    }

    private void offerFactors(float @Nullable [] factors, BitSet excluded) {
      if (factors == null) {
        return;
      }
      items.scoreAll(factors, scores);
      for (int item = excluded.nextClearBit(0);
          item < scores.length;
          item = excluded.nextClearBit(item + 1)) {
        best.offer(item, scores[item]);
      }
    }
  }
}

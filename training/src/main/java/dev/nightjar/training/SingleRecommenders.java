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
  private static final String RANDOM = "random";

  /** Name of the factors alone. */
  static final String ALS = "als";

  /** Names in {@code gold.model_metrics}. */
  static final List<String> NAMES =
      List.of(RANDOM, PopularFile.ALL_TIME, PopularFile.RECENT, ALS, "item_item");

  private static final long serialVersionUID = 1L;

  private final List<String> names;
  private final ItemFactors items;
  private final NeighborIndex neighbors;
  private final ScoredList popular;
  private final ScoredList recent;

  SingleRecommenders(
      ItemFactors items, NeighborIndex neighbors, ScoredList popular, ScoredList recent) {
    this(NAMES, items, neighbors, popular, recent);
  }

  private SingleRecommenders(
      List<String> names,
      ItemFactors items,
      NeighborIndex neighbors,
      ScoredList popular,
      ScoredList recent) {
    this.names = names;
    this.items = items;
    this.neighbors = neighbors;
    this.popular = popular;
    this.recent = recent;
  }

  /** The factors and nothing else, for who compares factors. */
  static SingleRecommenders ofFactors(ItemFactors items) {
    NeighborIndex neighbors =
        new NeighborIndex(new String[0], new int[1], new int[0], new float[0]);
    ScoredList list = new ScoredList(new int[0], new float[0]);
    return new SingleRecommenders(List.of(ALS), items, neighbors, list, list);
  }

  /** One list for everybody: item indexes and scores. */
  @SuppressWarnings("ArrayRecordComponent")
  record ScoredList(int[] items, float[] scores) implements Serializable {}

  /**
   * What is known of a person: factors (null without), items and their weights, a seed for ties.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Person(float @Nullable [] factors, int[] items, float[] weights, long seed) {}

  /** Who is asked, in the order of the places that {@link Asker#ask} takes. */
  List<String> names() {
    return names;
  }

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

    /** The list of recommender {@code name} (its place in {@link #names}), best first. */
    int[] ask(int name, Person person, BitSet excluded) {
      best.reset(person.seed());
      switch (names.get(name)) {
        case RANDOM -> offerRandom(excluded);
        case PopularFile.ALL_TIME -> offer(popular, excluded);
        case PopularFile.RECENT -> offer(recent, excluded);
        case ALS -> offerFactors(person.factors(), excluded);
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

package dev.nightjar.ranking;

import dev.nightjar.ranking.store.FactorSpace;
import dev.nightjar.ranking.store.Snapshot;

/**
 * Trades relevance for difference by maximal marginal relevance (Carbonell and Goldstein, "The Use
 * of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998):
 * one place after the other goes to the candidate with the most of {@code (1 - d) * relevance - d *
 * likeness}, where the likeness is that to the most alike of those taken before. Two items are as
 * alike as their categories overlap (Jaccard) and their factors point the same way (cosine), the
 * mean of both, or the one that is known. Relevance is the score between the pool's worst, 0, and
 * best, 1. Stateless.
 */
final class Diversity {
  /** Candidates a place that are looked at, at most; more would bring what nobody wants. */
  static final int POOL = 4;

  private Diversity() {}

  /**
   * The places of a ranking in the order of the answer.
   *
   * @param ranked candidates, best first
   * @param wanted places of the answer
   * @return places in {@code ranked}, as many as are wanted and there
   */
  static int[] order(TopRows ranked, BlendedCandidates table, ResolvedQuery query, int wanted) {
    int size = ranked.size();
    float[] relevance = relevance(ranked);
    float weight = (float) query.query().diversity();
    Likeness likeness = new Likeness(query.snapshot(), ranked, table);
    float[] most = new float[size];
    boolean[] taken = new boolean[size];
    int[] order = new int[Math.min(wanted, size)];
    for (int place = 0; place < order.length; place++) {
      int best = -1;
      float bestValue = 0;
      for (int i = 0; i < size; i++) {
        float value = (1 - weight) * relevance[i] - weight * most[i];
        // Of equal values the one ranked before wins.
        if (!taken[i] && (best < 0 || value > bestValue)) {
          best = i;
          bestValue = value;
        }
      }
      taken[best] = true;
      order[place] = best;
      for (int i = 0; i < size; i++) {
        most[i] = taken[i] ? most[i] : Math.max(most[i], likeness.of(i, best));
      }
    }
    return order;
  }

  private static float[] relevance(TopRows ranked) {
    int size = ranked.size();
    float[] relevance = new float[size];
    float worst = size == 0 ? 0 : ranked.score(size - 1);
    float range = size == 0 ? 0 : ranked.score(0) - worst;
    for (int i = 0; i < size; i++) {
      relevance[i] = range > 0 ? (ranked.score(i) - worst) / range : 1;
    }
    return relevance;
  }

  /** How alike the items of a ranking are, 0 to 1. */
  private static final class Likeness {
    private final Snapshot snapshot;
    private final int[] items;
    private final float[][] directions;

    Likeness(Snapshot snapshot, TopRows ranked, BlendedCandidates table) {
      this.snapshot = snapshot;
      FactorSpace factors = snapshot.factors();
      items = new int[ranked.size()];
      directions = new float[items.length][];
      for (int i = 0; i < items.length; i++) {
        items[i] = table.item(ranked.row(i));
        directions[i] = factors.direction(items[i]);
      }
    }

    float of(int a, int b) {
      float cosine = directions[a].length == 0 ? 0 : dot(directions[a], directions[b]);
      boolean hasFactors = directions[a].length > 0 && directions[b].length > 0;
      boolean hasCategories = categories(items[a]) > 0 && categories(items[b]) > 0;
      float overlap = hasCategories ? overlap(items[a], items[b]) : 0;
      return hasFactors && hasCategories ? (cosine + overlap) / 2 : cosine + overlap;
    }

    private int categories(int item) {
      return snapshot.endOfCategories(item) - snapshot.firstCategory(item);
    }

    private float overlap(int a, int b) {
      int common = 0;
      for (int place = snapshot.firstCategory(a); place < snapshot.endOfCategories(a); place++) {
        common += snapshot.inCategory(b, snapshot.categoryAt(place)) ? 1 : 0;
      }
      return (float) common / (categories(a) + categories(b) - common);
    }

    /** Items that point away from each other are no less alike than strangers. */
    private static float dot(float[] a, float[] b) {
      float sum = 0;
      for (int i = 0; i < Math.min(a.length, b.length); i++) {
        sum += a[i] * b[i];
      }
      return Math.max(0, sum);
    }
  }
}

package dev.nightjar.ranking;

import dev.nightjar.contract.ItemColumns;
import dev.nightjar.contract.ScoredItems;
import dev.nightjar.ranking.store.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer together from a ranking when more counts than relevance: one place after the other
 * goes to the candidate that adds most. Relevance, 0 for the worst of the pool to 1 for its best,
 * counts what the weights of {@link Variety} leave of it; against it count the likeness to the most
 * alike of those taken before (maximal marginal relevance: Carbonell and Goldstein, "The Use of
 * MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998) and
 * the distance from the person's own {@linkplain CategoryShares shares of categories}, for it a
 * late publication. A candidate whose most special category is full waits until nothing else is
 * left. Not thread-safe; belongs to one request.
 */
final class Selection {
  /** Candidates a place that are looked at, at most; more would bring what nobody wants. */
  static final int POOL = 4;

  /** Days after which an item's newness counts half. */
  private static final double NEW_DAYS = 14;

  private final Snapshot snapshot;
  private final Variety variety;
  private final @Nullable CategoryShares shares;
  private final @Nullable Likeness likeness;
  private final int[] items;
  private final float[] worth;
  private final float[] most;
  private final boolean[] taken;
  private final Map<Integer, Integer> perCategory = new HashMap<>();

  private Selection(ScoredItems ranked, ResolvedQuery query) {
    snapshot = query.snapshot();
    variety = query.variety();
    items = ranked.items();
    shares = variety.calibration() > 0 ? new CategoryShares(query) : null;
    likeness = variety.diversity() > 0 ? new Likeness(snapshot, items) : null;
    worth = worth(ranked.scores());
    most = new float[items.length];
    taken = new boolean[items.length];
  }

  /**
   * The places of a ranking in the order of the answer.
   *
   * @param ranked candidates, best first
   * @param wanted places of the answer
   * @return places in {@code ranked}, as many as are wanted and there
   */
  static int[] order(ScoredItems ranked, ResolvedQuery query, int wanted) {
    Selection selection = new Selection(ranked, query);
    int[] order = new int[Math.min(wanted, ranked.size())];
    for (int place = 0; place < order.length; place++) {
      int best = selection.best(false);
      order[place] = best < 0 ? selection.best(true) : best;
      selection.take(order[place]);
    }
    return order;
  }

  /** What each candidate is worth whatever is taken before it. */
  private float[] worth(float[] scores) {
    double rest =
        (1 - variety.diversity()) * (1 - variety.calibration()) * (1 - variety.freshness());
    float worst = items.length == 0 ? 0 : scores[items.length - 1];
    float range = items.length == 0 ? 0 : scores[0] - worst;
    float[] published = snapshot.column(ItemColumns.PUBLISHED);
    float[] values = new float[items.length];
    for (int i = 0; i < values.length; i++) {
      double relevance = range > 0 ? (scores[i] - worst) / range : 1;
      float age = published == null ? Float.NaN : published[items[i]];
      double newness = Float.isNaN(age) ? 0 : Math.pow(0.5, age / NEW_DAYS);
      values[i] = (float) (rest * relevance + variety.freshness() * newness);
    }
    return values;
  }

  /** The candidate that adds most, of equal ones the one ranked before; -1 if there is none. */
  private int best(boolean full) {
    double[] distances = shares == null ? new double[items.length] : shares.withEach(items, taken);
    int best = -1;
    double bestValue = 0;
    for (int i = 0; i < items.length; i++) {
      double value =
          worth[i] - variety.diversity() * most[i] - variety.calibration() * distances[i];
      if (!taken[i] && (full || hasRoom(items[i])) && (best < 0 || value > bestValue)) {
        best = i;
        bestValue = value;
      }
    }
    return best;
  }

  private boolean hasRoom(int item) {
    return variety.maxPerCategory() == 0
        || perCategory.getOrDefault(category(item), 0) < variety.maxPerCategory();
  }

  private void take(int place) {
    taken[place] = true;
    if (shares != null) {
      shares.take(items[place]);
    }
    if (category(items[place]) >= 0) {
      perCategory.merge(category(items[place]), 1, Integer::sum);
    }
    for (int i = 0; likeness != null && i < items.length; i++) {
      most[i] = taken[i] ? most[i] : Math.max(most[i], likeness.of(i, place));
    }
  }

  /** The item's most special category; -1 without any. */
  private int category(int item) {
    int end = snapshot.endOfCategories(item);
    return end > snapshot.firstCategory(item) ? snapshot.categoryAt(end - 1) : -1;
  }
}

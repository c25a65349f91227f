package dev.nightjar.ranking;

import dev.nightjar.contract.OwnItems;
import dev.nightjar.contract.UserRecord;
import dev.nightjar.ranking.store.Snapshot;
import java.util.Arrays;

/**
 * How far the categories of an answer, as it grows, are from those of the person's own past: the
 * Kullback-Leibler divergence {@code sum p(c) ln(p(c) / q'(c))} with {@code q' = 0.99 q + 0.01 p},
 * after Steck, "Calibrated Recommendations" (RecSys 2018). An item's weight is parted evenly among
 * its categories. Somebody without a past has nothing to be far from. Not thread-safe.
 */
final class CategoryShares {
  private static final double KEPT = 0.01;

  private final Snapshot snapshot;

  /** What the person's past wants of each category; 0 for what it does not know. */
  private final double[] wanted;

  private final int[] met;
  private final double[] listed;
  private int items;

  CategoryShares(ResolvedQuery query) {
    snapshot = query.snapshot();
    UserRecord user = query.user();
    wanted = past(user == null ? OwnItems.NONE : user.own());
    listed = new double[wanted.length];
    met =
        java.util.stream.IntStream.range(0, wanted.length)
            .filter(category -> wanted[category] > 0)
            .toArray();
  }

  private double[] past(OwnItems own) {
    double[] shares = new double[snapshot.categoryCount()];
    double total = 0;
    for (int i = 0; i < own.size(); i++) {
      int item = own.items()[i];
      int count = snapshot.endOfCategories(item) - snapshot.firstCategory(item);
      total += count > 0 ? own.decayed()[i] : 0;
      for (int c = snapshot.firstCategory(item); c < snapshot.endOfCategories(item); c++) {
        shares[snapshot.categoryAt(c)] += own.decayed()[i] / (double) count;
      }
    }
    for (int i = 0; i < shares.length && total > 0; i++) {
      shares[i] /= total;
    }
    return shares;
  }

  /** The divergence that the answer would have with each of these items as its next. */
  double[] withEach(int[] candidates, boolean[] taken) {
    double[] divergences = new double[candidates.length];
    if (met.length == 0) {
      return divergences;
    }
    double without = 0;
    for (int category : met) {
      without += term(category, listed[category]);
    }
    Arrays.fill(divergences, without);
    for (int i = 0; i < candidates.length; i++) {
      int item = candidates[i];
      int count = snapshot.endOfCategories(item) - snapshot.firstCategory(item);
      for (int c = snapshot.firstCategory(item);
          !taken[i] && c < snapshot.endOfCategories(item);
          c++) {
        int category = snapshot.categoryAt(c);
        if (wanted[category] > 0) {
          divergences[i] +=
              term(category, listed[category] + 1.0 / count) - term(category, listed[category]);
        }
      }
    }
    return divergences;
  }

  /** What a category adds to the divergence when the next item is in and it has so much of all. */
  private double term(int category, double has) {
    double want = wanted[category];
    double share = has / (items + 1);
    return want * Math.log(want / ((1 - KEPT) * share + KEPT * want));
  }

  /** Takes the item into the answer. */
  void take(int item) {
    items++;
    int count = snapshot.endOfCategories(item) - snapshot.firstCategory(item);
    for (int c = snapshot.firstCategory(item); c < snapshot.endOfCategories(item); c++) {
      listed[snapshot.categoryAt(c)] += 1.0 / count;
    }
  }
}

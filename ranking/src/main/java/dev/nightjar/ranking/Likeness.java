package dev.nightjar.ranking;

import dev.nightjar.ranking.store.FactorSpace;
import dev.nightjar.ranking.store.Snapshot;

/**
 * How alike the items of a ranking are, 0 to 1: as their categories overlap (Jaccard) and their
 * factors point the same way (cosine), the mean of both, or the one that is known. Not thread-safe.
 */
final class Likeness {
  private final Snapshot snapshot;
  private final int[] items;
  private final float[][] directions;

  Likeness(Snapshot snapshot, int[] items) {
    this.snapshot = snapshot;
    this.items = items;
    FactorSpace factors = snapshot.factors();
    directions = new float[items.length][];
    for (int i = 0; i < items.length; i++) {
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

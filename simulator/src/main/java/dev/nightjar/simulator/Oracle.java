package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says what a person would most probably look at, from the very model that moves the world: the
 * upper bound of every recommender that has only the log. It knows the taste at its instant, not
 * how it will drift, nor what will appear later.
 */
final class Oracle {
  private static final double MEAN_ITEMS_A_VISIT = 3;

  private final Choices choices;

  Oracle(Choices choices) {
    this.choices = choices;
  }

  /**
   * The {@code count} items on offer that the person prefers, best first, rejected ones left out.
   */
  List<Integer> best(Shopper shopper, Shelf shelf, int count) {
    double[] utility = utilities(shopper, shelf);
    long[] order = new long[shelf.all().length];
    int size = 0;
    for (int item : shelf.all()) {
      if (!shopper.rejected(item)) {
        order[size++] = sortable(utility[item], item);
      }
    }
    Arrays.sort(order, 0, size);
    List<Integer> best = new ArrayList<>(Math.min(count, size));
    for (int i = size - 1; i >= Math.max(0, size - count); i--) {
      best.add(Integer.MAX_VALUE - (int) order[i]);
    }
    return best;
  }

  /** A number that grows with the utility and, among equals, with a lower item. */
  private static long sortable(double utility, int item) {
    return ((long) Float.floatToIntBits((float) utility) << 32) | (Integer.MAX_VALUE - item);
  }

  /** For each item, the expected share of this person's looks that go to it; adds up to 1. */
  double[] utilities(Shopper shopper, Shelf shelf) {
    double[] utility = new double[shelfSize(shelf)];
    int[] all = shelf.all();
    double[] attention = shelf.attentions(all);
    double anywhere = Choices.WANDERS_ANYWHERE / sum(attention);
    for (int i = 0; i < all.length; i++) {
      utility[all[i]] += anywhere * attention[i];
    }
    double[] niches = niches(shopper, shelf, utility);
    for (int niche = 0; niche < niches.length; niche++) {
      int[] on = shelf.niche(niche);
      double[] weights = choices.itemsOf(niche, shopper.taste(), shelf);
      double total = sum(weights);
      for (int i = 0; i < on.length; i++) {
        utility[on[i]] += (1 - Choices.WANDERS_ANYWHERE) * niches[niche] * weights[i] / total;
      }
    }
    return utility;
  }

  /** Shares of niches; returns to seen items add to the utility of those items directly. */
  private double[] niches(Shopper shopper, Shelf shelf, double[] utility) {
    List<Integer> seen = shopper.seenOn(shelf);
    double returns = seen.isEmpty() ? 0 : Choices.RETURNS_TO_SEEN;
    double[] own = choices.ownNiches(shopper.taste(), shelf);
    double[] heat = talk(shelf);
    double ownTotal = sum(own);
    double heatTotal = sum(heat);
    double[] niches = new double[own.length];
    double ownShare = 1 - returns - Choices.FOLLOWS_TALK;
    for (int i = 0; i < niches.length; i++) {
      niches[i] = ownShare * own[i] / ownTotal + Choices.FOLLOWS_TALK * heat[i] / heatTotal;
    }
    double[] recency = Shopper.recencyWeights(seen.size());
    for (int i = 0; i < recency.length; i++) {
      double weight = returns * recency[i];
      utility[seen.get(i)] += (1 - Choices.WANDERS_ANYWHERE) * weight / MEAN_ITEMS_A_VISIT;
      niches[choices.item(seen.get(i)).niche().index()] += weight * (1 - 1 / MEAN_ITEMS_A_VISIT);
    }
    return niches;
  }

  /** Today's talk will pass within days, so it counts half. */
  private static double[] talk(Shelf shelf) {
    double[] weights = shelf.usual().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] += shelf.heat()[i];
    }
    return weights;
  }

  private static int shelfSize(Shelf shelf) {
    int[] all = shelf.all();
    return all.length == 0 ? 0 : all[all.length - 1] + 1;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

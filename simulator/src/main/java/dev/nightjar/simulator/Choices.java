package dev.nightjar.simulator;

import java.util.List;

/**
 * How people choose: the one model behind the visits and the oracle. A visit has an intent, which
 * is a niche; inside it, attention, the person's leaning and closeness to the item before decide.
 * All weights are relative.
 */
final class Choices {
  /** Shares of the ways in which a visit finds its intent; the rest follows the own taste. */
  static final double RETURNS_TO_SEEN = 0.15;

  static final double FOLLOWS_TALK = 0.16;

  /** Shares of the ways in which a step leaves the intent's niche. */
  static final double WANDERS_ANYWHERE = 0.07;

  static final double WANDERS_IN_CATEGORY = 0.10;

  private static final double NICHE_LEANING = 2.2;
  private static final double ITEM_LEANING = 1.5;
  private static final double CLOSENESS = 1.5;

  private final List<Item> items;
  private final List<Niche> niches;

  Choices(Catalogue catalogue) {
    this.items = catalogue.items();
    this.niches = catalogue.taxonomy().niches();
  }

  /** Weights of niches from a person's own taste, adding up to at most 1. */
  double[] ownNiches(Taste taste, Shelf shelf) {
    double[] mix = taste.mix();
    double[] weights = new double[niches.size()];
    double[] totals = new double[mix.length];
    for (Niche niche : niches) {
      int index = niche.index();
      if (shelf.niche(index).length > 0) {
        double lean = taste.leaning(niche.center()) / StrictMath.sqrt(Taxonomy.DIMENSIONS);
        weights[index] = StrictMath.exp(NICHE_LEANING * lean);
        totals[niche.category().index()] += weights[index];
      }
    }
    for (Niche niche : niches) {
      int category = niche.category().index();
      if (weights[niche.index()] > 0) {
        weights[niche.index()] *= mix[category] / totals[category];
      }
    }
    return weights;
  }

  /** The same weights in a moment: some categories gain by daypart and device. */
  double[] inMoment(double[] nicheWeights, Daypart daypart, Device device) {
    double[] weights = nicheWeights.clone();
    for (Niche niche : niches) {
      weights[niche.index()] *= niche.category().lift(daypart, device);
    }
    return weights;
  }

  /** Weights of a niche's items for a person, in the shelf's order. */
  double[] itemsOf(int niche, Taste taste, Shelf shelf) {
    int[] on = shelf.niche(niche);
    double[] weights = new double[on.length];
    for (int i = 0; i < on.length; i++) {
      weights[i] =
          shelf.attention(on[i])
              * StrictMath.exp(ITEM_LEANING * taste.leaning(items.get(on[i]).traits()));
    }
    return weights;
  }

  /** Moves weights towards items close to the one before; the item before itself gets none. */
  double[] after(int before, int[] on, double[] weights) {
    double[] moved = new double[weights.length];
    double[] traits = items.get(before).traits();
    for (int i = 0; i < on.length; i++) {
      moved[i] =
          on[i] == before
              ? 0
              : weights[i]
                  * StrictMath.exp(CLOSENESS * Dice.dot(traits, items.get(on[i]).traits()));
    }
    return moved;
  }

  Item item(int index) {
    return items.get(index);
  }

  List<Niche> niches() {
    return niches;
  }
}

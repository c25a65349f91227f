package dev.nightjar.simulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What one person likes: a few favourite categories and a direction in taste space. Drifts a little
 * every day, and now and then a favourite gives way to another category. Not thread-safe.
 */
final class Taste {
  private static final double REMEMBERED = 0.995;
  private static final double MIX_STEP = 0.05;
  private static final double NEW_FAVOURITE = 0.012;
  private static final double OPEN_MINDED = 0.08;
  private static final int MOST_FAVOURITES = 4;

  private final double[] crowd;
  private final double[] favour;
  private final double[] leaning;

  private Taste(double[] crowd, double[] favour, double[] leaning) {
    this.crowd = crowd;
    this.favour = favour;
    this.leaning = leaning;
  }

  static Taste of(SplittableRandom random, List<Category> categories) {
    double[] crowd = new double[categories.size()];
    double total = categories.stream().mapToDouble(Category::weight).sum();
    categories.forEach(category -> crowd[category.index()] = category.weight() / total);
    Taste taste =
        new Taste(crowd, new double[crowd.length], Dice.gaussians(random, Taxonomy.DIMENSIONS));
    int favourites = 2 + random.nextInt(MOST_FAVOURITES - 1);
    for (int i = 0; i < favourites; i++) {
      taste.favour[Dice.pick(random, crowd)] += 0.3 + Dice.exponential(random, 1);
    }
    return taste;
  }

  /** One day passes. */
  void drift(SplittableRandom random) {
    double fresh = StrictMath.sqrt(1 - REMEMBERED * REMEMBERED);
    for (int i = 0; i < leaning.length; i++) {
      leaning[i] = REMEMBERED * leaning[i] + fresh * Dice.gaussian(random);
    }
    for (int i = 0; i < favour.length; i++) {
      if (favour[i] > 0) {
        favour[i] *= StrictMath.exp(MIX_STEP * Dice.gaussian(random));
      }
    }
    if (Dice.chance(random, NEW_FAVOURITE)) {
      replaceFavourite(random);
    }
  }

  private void replaceFavourite(SplittableRandom random) {
    int lost = Dice.pick(random, favour);
    double weight = favour[lost];
    favour[lost] = 0;
    favour[Dice.pick(random, crowd)] += weight;
  }

  /** The share of each category in this person's own visits; adds up to 1. */
  double[] mix() {
    double total = 0;
    for (double weight : favour) {
      total += weight;
    }
    double[] mix = new double[favour.length];
    for (int i = 0; i < mix.length; i++) {
      mix[i] = (1 - OPEN_MINDED) * favour[i] / total + OPEN_MINDED * crowd[i];
    }
    return mix;
  }

  /** How much this person leans towards a direction; about -2 to 2 for a direction of length 1. */
  double leaning(double[] direction) {
    return Dice.dot(leaning, direction);
  }
}

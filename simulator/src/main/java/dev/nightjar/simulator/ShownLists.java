package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The shop's own recommendations before there is a recommender: drawn place by place, by attention
 * with some uniform exploration, so that each place has a true propensity.
 */
final class ShownLists {
  private static final int LENGTH = 10;
  private static final double EXPLORES = 0.3;

  Visit.Shown draw(SplittableRandom random, Shelf shelf) {
    int[] on = shelf.all();
    double[] weights = shelf.attentions(on);
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (1 - EXPLORES) * weights[i] / total + EXPLORES / weights.length;
    }
    List<Integer> items = new ArrayList<>(LENGTH);
    List<Double> propensities = new ArrayList<>(LENGTH);
    double left = 1;
    for (int place = 0; place < LENGTH && place < on.length; place++) {
      int drawn = Dice.pick(random, weights);
      items.add(on[drawn]);
      propensities.add(weights[drawn] / left);
      left -= weights[drawn];
      weights[drawn] = 0;
    }
    return new Visit.Shown(Dice.uuid(random), List.copyOf(items), List.copyOf(propensities));
  }
}

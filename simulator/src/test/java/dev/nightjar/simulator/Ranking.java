package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Small honest recommenders' common parts, for tests: top lists and NDCG at 20. */
final class Ranking {
  static final int K = 20;

  private Ranking() {}

  static List<Integer> top(double[] scores, Set<Integer> without) {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > 0 && !without.contains(i)) {
        items.add(i);
      }
    }
    items.sort(Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> i));
    return items.subList(0, Math.min(K, items.size()));
  }

  static double ndcg(List<Integer> list, Set<Integer> relevant) {
    double gain = 0;
    double ideal = 0;
    for (int i = 0; i < K; i++) {
      double discount = Math.log(2) / Math.log(i + 2);
      gain += i < list.size() && relevant.contains(list.get(i)) ? discount : 0;
      ideal += i < relevant.size() ? discount : 0;
    }
    return gain / ideal;
  }
}

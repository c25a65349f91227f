package dev.nightjar.export.evaluation;

import java.util.function.IntPredicate;

/** What the weights of a blend are chosen by. Stateless. */
enum Objective {
  /** Discounted gain of the list over that of a perfect one: where every relevant item counts. */
  NDCG {
    @Override
    double gain(int rank) {
      return Math.log(2) / Math.log(rank + 2.0);
    }
  },
  /** Whether the list holds the one relevant item. */
  HIT_RATE {
    @Override
    double gain(int rank) {
      return 1;
    }
  };

  /** Length of list that is looked at. */
  static final int K = 20;

  /** What a relevant item at this rank, from 0, is worth. */
  abstract double gain(int rank);

  /** The most that a list can be worth. */
  double ideal(int relevant) {
    if (this == HIT_RATE) {
      return 1;
    }
    double sum = 0;
    for (int rank = 0; rank < Math.min(K, relevant); rank++) {
      sum += gain(rank);
    }
    return sum;
  }

  /** The value of an example whose candidates have these scores; what has none is not listed. */
  double value(BlendExample example, float[] scores) {
    return value(example::relevant, example.relevantCount(), scores, 0);
  }

  /** The value of a list of candidates with these scores of any sign. */
  double value(boolean[] relevant, int relevantCount, float[] scores) {
    return value(i -> relevant[i], relevantCount, scores, Float.NEGATIVE_INFINITY);
  }

  /** Equal scores keep their order; those not above {@code least} are not listed. */
  private double value(IntPredicate relevant, int relevantCount, float[] scores, float least) {
    int[] top = new int[K];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      float score = scores[i];
      if (score <= least || (size == K && score <= scores[top[K - 1]])) {
        continue;
      }
      int at = size < K ? size++ : K - 1;
      while (at > 0 && scores[top[at - 1]] < score) {
        top[at] = top[at - 1];
        at--;
      }
      top[at] = i;
    }
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      if (relevant.test(top[rank])) {
        sum += gain(rank);
      }
    }
    return Math.min(1, sum / ideal(relevantCount));
  }
}

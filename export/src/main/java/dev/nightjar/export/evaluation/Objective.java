package dev.nightjar.export.evaluation;

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

  /** The value of an example whose candidates have these scores; equal scores keep their order. */
  double value(BlendExample example, float[] scores) {
    int[] top = new int[K];
    int size = 0;
    for (int i = 0; i < example.size(); i++) {
      float score = scores[i];
      if (score <= 0 || (size == K && score <= scores[top[K - 1]])) {
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
      if (example.relevant(top[rank])) {
        sum += gain(rank);
      }
    }
    return Math.min(1, sum / ideal(example.relevantCount()));
  }
}

package dev.nightjar.ranking.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FactorSpaceTest {
  /** Four items of two factors. */
  private static final float[][] COLUMNS = {{1, 0, 1, 0.5f}, {0, 1, 1, -0.5f}};

  @Test
  void foldsInAsTheNightWouldHaveSolvedForAPerson() {
    double alpha = 2;
    double regularization = 0.5;
    int[] items = {0, 2};
    float[] ratings = {1, 0.5f};

    float[] factors =
        new FactorSpace(List.of(COLUMNS[0], COLUMNS[1]), alpha, regularization)
            .fold(items, ratings);

    // The solution has no gradient: what all items pull at 0 and the met ones at 1, and the pull to
    // 0 that grows with the number of items met.
    for (int factor = 0; factor < 2; factor++) {
      double gradient = regularization * items.length * factors[factor];
      for (int item = 0; item < 4; item++) {
        double score = factors[0] * COLUMNS[0][item] + factors[1] * COLUMNS[1][item];
        double confidence = 1;
        double wanted = 0;
        for (int i = 0; i < items.length; i++) {
          if (items[i] == item) {
            confidence = 1 + alpha * ratings[i];
            wanted = 1;
          }
        }
        gradient += confidence * (score - wanted) * COLUMNS[factor][item];
      }
      assertThat(gradient).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void scoresEveryItem() {
    float[] scores = {9, 9, 9, 9, 9};
    new FactorSpace(List.of(COLUMNS[0], COLUMNS[1]), 1, 1).scoreAll(new float[] {2, 1}, scores);
    assertThat(scores).containsExactly(2, 1, 3, 0.5f, 9);
  }
}

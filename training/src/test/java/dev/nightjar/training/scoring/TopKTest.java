package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
  @Test
  void equalsASortOverRandomScores() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(60);
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] = random.nextFloat();
      }
      int k = 1 + random.nextInt(20);
      TopK best = new TopK(k);
      for (int i = 0; i < n; i++) {
        best.offer(i, scores[i]);
      }
      int[] expected =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
              .limit(k)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(best.drain().items()).containsExactly(expected);
    }
  }

  @Test
  void breaksTiesByTheSeedAndNotByTheOrderOfOffers() {
    int[] up = ties(1, IntStream.range(0, 50).toArray());
    int[] down = ties(1, IntStream.iterate(49, i -> i >= 0, i -> i - 1).toArray());
    assertThat(up).containsExactly(down);
    assertThat(ties(2, IntStream.range(0, 50).toArray())).isNotEqualTo(up);
  }

  @Test
  void givesEveryTiedItemAChance() {
    Set<Integer> first = new HashSet<>();
    for (int seed = 0; seed < 400; seed++) {
      first.add(ties(seed, IntStream.range(0, 20).toArray())[0]);
    }
    assertThat(first).hasSize(20);
  }

  @Test
  void neverKeepsANaN() {
    TopK best = new TopK(3);
    best.offer(1, Float.NaN);
    best.offer(2, 0.5f);
    assertThat(best.drain().items()).containsExactly(2);
  }

  @Test
  void startsAfreshAfterDrain() {
    TopK best = new TopK(2);
    best.offer(1, 9);
    best.drain();
    best.offer(2, 1);
    assertThat(best.drain().items()).containsExactly(2);
  }

  private static int[] ties(long seed, int[] order) {
    TopK best = new TopK(5).reset(seed);
    Arrays.stream(order).forEach(item -> best.offer(item, 1f));
    return best.drain().items();
  }
}

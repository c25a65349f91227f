package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ItemScoresTest {
  private final ItemScores scores = new ItemScores();

  @Property(tries = 60)
  void sumsLikeAMapAndNumbersRowsInOrderOfArrival(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6000) int distinct) {
    Random random = new Random(seed);
    Map<Integer, Float> expected = new LinkedHashMap<>();
    scores.clear();
    for (int i = 0; i < 4000; i++) {
      int item = random.nextInt(distinct) * (random.nextBoolean() ? 1 : 4096);
      float score = random.nextInt(8);
      scores.add(item, score);
      expected.merge(item, score, Float::sum);
    }
    List<Integer> items = new ArrayList<>();
    for (int row = 0; row < scores.size(); row++) {
      items.add(scores.item(row));
      assertThat(scores.score(row)).isEqualTo(expected.get(scores.item(row)));
    }
    assertThat(items).isEqualTo(List.copyOf(expected.keySet()));
  }
}

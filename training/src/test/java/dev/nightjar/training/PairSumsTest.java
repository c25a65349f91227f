package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairSumsTest {
  @Test
  void agreesWithAMapInBothDirectionsAfterGrowing() {
    Random random = new Random(3);
    int items = 300;
    PairSums sums = new PairSums(1_000_000, false);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      int a = random.nextInt(items);
      int b = (a + 1 + random.nextInt(items - 1)) % items;
      sums.add(a, b, 2f, 1);
      expected.merge(key(a, b), 1, Integer::sum);
      expected.merge(key(b, a), 1, Integer::sum);
    }
    Map<Long, Integer> found = new HashMap<>();
    for (PairRow row : sums.drain(items, 7)) {
      for (int at = 0; at < row.length(); at++) {
        found.put(key(row.item(), row.other(at)), row.count(at));
        assertThat(row.sum(at)).isEqualTo(2f * row.count(at));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfPairsWhenAsked() {
    PairSums sums = new PairSums(10, true);
    sums.add(2, 1, 5, 1);
    sums.add(1, 2, 3, 1);
    sums.add(2, 0, 4, 1);
    List<PairRow> rows = sums.drain(3, 0);
    assertThat(rows).extracting(PairRow::item).containsExactly(1, 2);
    assertThat(rows.get(0).length()).isEqualTo(1);
    assertThat(rows.get(0).other(0)).isEqualTo(2);
    assertThat(rows.get(0).sum(0)).isEqualTo(3);
    assertThat(rows.get(1).length()).isEqualTo(2);
  }

  @Test
  void isFullAtItsBoundAndEmptyAfterDrain() {
    PairSums sums = new PairSums(3, false);
    sums.add(0, 1, 1, 1);
    sums.add(0, 2, 1, 1);
    assertThat(sums.isFull()).isFalse();
    sums.add(2, 1, 1, 1);
    assertThat(sums.isFull()).isTrue();
    List<PairRow> rows = sums.drain(3, 0);
    assertThat(rows).extracting(PairRow::item).containsExactly(0, 1, 2);
    assertThat(sums.isEmpty()).isTrue();
    assertThat(sums.drain(3, 1)).isEmpty();
  }

  private static long key(int a, int b) {
    return ((long) a << 32) | b;
  }
}

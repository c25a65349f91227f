package dev.nightjar.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopRowsTest {
  private final TopRows top = new TopRows();

  @Property(tries = 300)
  void keepsWhatSortingWouldKeep(
      @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> scores,
      @ForAll @IntRange(max = 120) int limit) {
    top.reset(limit);
    for (int row = 0; row < scores.size(); row++) {
      top.offer(row, scores.get(row));
    }
    top.sort();
    List<Integer> expected =
        IntStream.range(0, scores.size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer row) -> -scores.get(row))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(limit)
            .toList();
    List<Integer> found = new ArrayList<>();
    for (int place = 0; place < top.size(); place++) {
      found.add(top.row(place));
      assertThat(top.score(place)).isEqualTo(scores.get(top.row(place)).floatValue());
    }
    assertThat(found).isEqualTo(expected);
  }
}

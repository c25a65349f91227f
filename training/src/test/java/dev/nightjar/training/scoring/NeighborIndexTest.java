package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighborIndexTest {
  /** a points at b (0.5) and c (0.25), b points at c (0.5), c points at nothing. */
  private static final NeighborIndex INDEX =
      new NeighborIndex(
          new String[] {"a", "b", "c"},
          new int[] {0, 2, 3, 3},
          new int[] {1, 2, 2},
          new float[] {0.5f, 0.25f, 0.5f});

  @Test
  void addsWhatEveryItemPointsAt() {
    Ranked ranked = INDEX.score(new int[] {0, 1}, new float[] {1, 2}, 5);
    assertThat(ranked.items()).containsExactly(2, 1);
    assertThat(ranked.scores()).containsExactly(new float[] {1.25f, 0.5f}, Offset.offset(1e-6f));
  }

  @Test
  void skipsItemsThatItDoesNotKnow() {
    assertThat(INDEX.score(new int[] {-1, 0}, new float[] {9, 1}, 5).items()).containsExactly(1, 2);
  }

  @Test
  void listsOnlyItemsThatSomethingPointsAt() {
    assertThat(INDEX.score(new int[] {2}, new float[] {1}, 5).items()).isEmpty();
    assertThat(INDEX.score(new int[] {0}, new float[] {0}, 5).items()).isEmpty();
  }

  @Test
  void keepsQueriesApart() {
    NeighborIndex.Scorer scorer = INDEX.scorer();
    BitSet excluded = new BitSet();
    excluded.set(1);
    Ranked first = scorer.topK(new int[] {0}, new float[] {1}, 5, excluded);
    Ranked second = scorer.topK(new int[] {0}, new float[] {1}, 5, null);
    assertThat(first.items()).containsExactly(2);
    assertThat(second.scores()).containsExactly(new float[] {0.5f, 0.25f}, Offset.offset(1e-6f));
  }

  @Test
  void refusesRowsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new NeighborIndex(new String[] {"a"}, new int[] {0, 2}, new int[1], new float[1]))
        .withMessageContaining("do not fit");
  }
}

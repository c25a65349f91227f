package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SerendipityTest {
  private static final int[] RELEVANT = {1, 3, 8};
  private static final int[] POPULAR = {9, 1, 2, 3};

  @Test
  void countsHitsThatThePopularListDoesNotHaveInItsFirstPlaces() {
    // 1 is popular; 3 is only in the fourth place of the popular list; 8 is not on it.
    assertThat(Serendipity.of(new int[] {1, 3, 8}, RELEVANT, POPULAR, 3))
        .isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Serendipity.of(new int[] {1, 3, 8, 4}, RELEVANT, POPULAR, 4))
        .isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void isZeroForThePopularListItself() {
    assertThat(Serendipity.of(POPULAR, RELEVANT, POPULAR, 4)).isZero();
  }

  @Test
  void isRecallWhereNothingIsObvious() {
    assertThat(Serendipity.of(new int[] {8, 5}, RELEVANT, new int[0], 2)).isEqualTo(0.5);
  }
}

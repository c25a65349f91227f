package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoveltyTest {
  /** Shares one half, one quarter, one eighth, one eighth: 1, 2, 3 and 3 bits. */
  private static final float[] POPULARITY = {1f, 0.5f, 0.25f, 0.25f, Float.NaN, 0f};

  private final Novelty novelty = new Novelty(POPULARITY);

  @Test
  void isTheMeanNumberOfBitsOfTheItems() {
    assertThat(novelty.of(new int[] {0, 1, 2}, 3)).isCloseTo(2, within(1e-6));
    assertThat(novelty.of(new int[] {0, 1, 2}, 2)).isCloseTo(1.5, within(1e-6));
  }

  @Test
  void takesAnItemThatNobodyMetForTheOneMetLeast() {
    assertThat(novelty.of(new int[] {4, 5}, 20)).isCloseTo(3, within(1e-6));
  }

  @Test
  void isUnknownForAnEmptyList() {
    assertThat(novelty.of(new int[0], 20)).isNaN();
  }
}

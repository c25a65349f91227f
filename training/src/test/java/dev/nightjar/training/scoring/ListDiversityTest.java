package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListDiversityTest {
  /** Items (1,0), (2,0), (0,3), (-1,0), then one without factors and one that nobody knows. */
  private final ListDiversity diversity =
      new ListDiversity(
          List.of(new float[] {1, 2, 0, -1, 0, Float.NaN}, new float[] {0, 0, 3, 0, 0, Float.NaN}));

  @Test
  void isZeroForCopiesAndOneForItemsThatHaveNothingToDoWithEachOther() {
    assertThat(diversity.of(new int[] {0, 1}, 20)).isCloseTo(0, within(1e-6));
    assertThat(diversity.of(new int[] {0, 2}, 20)).isCloseTo(1, within(1e-6));
    assertThat(diversity.of(new int[] {0, 3}, 20)).isCloseTo(2, within(1e-6));
  }

  @Test
  void averagesOverAllPairsOfTheFirstPlaces() {
    // Pairs of the first three: 0-1 alike (0), 0-2 and 1-2 unlike (1 each).
    assertThat(diversity.of(new int[] {0, 1, 2, 3}, 3)).isCloseTo(2 / 3.0, within(1e-6));
  }

  @Test
  void leavesOutWhatHasNoFactors() {
    assertThat(diversity.of(new int[] {4, 0, 5, 2}, 20)).isCloseTo(1, within(1e-6));
    assertThat(diversity.of(new int[] {4, 0, 5}, 20)).isNaN();
  }
}

package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ConcentrationTest {
  @Test
  void isZeroWhenAllHaveTheSameAndNearOneWhenOneHasAll() {
    assertThat(Concentration.gini(new double[] {3, 3, 3, 3})).isCloseTo(0, within(1e-12));
    assertThat(Concentration.gini(new double[] {0, 0, 5, 0})).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void weighsAmountsByTheirPlace() {
    // (-3*1 - 1*2 + 1*3 + 3*4) / (4 * 10)
    assertThat(Concentration.gini(new double[] {4, 1, 3, 2})).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void knowsNothingOfNothing() {
    assertThat(Concentration.gini(new double[] {0, 0})).isNaN();
    assertThat(Concentration.gini(new double[0])).isNaN();
    assertThat(Concentration.share(new double[2], new BitSet())).isNaN();
  }

  @Test
  void givesTheShareOfTheMostPopularPart() {
    BitSet head = Concentration.head(new double[] {1, 9, 4, 4, 0}, 0.4);
    assertThat(head.stream()).containsExactly(1, 2);
    assertThat(Concentration.share(new double[] {5, 3, 1, 1, 0}, head))
        .isCloseTo(0.4, within(1e-12));
  }

  @Test
  void hasAHeadOfOneItemAtLeast() {
    assertThat(Concentration.head(new double[] {1, 2}, 0.01).stream()).containsExactly(1);
    assertThat(Concentration.head(new double[0], 0.2).isEmpty()).isTrue();
  }
}

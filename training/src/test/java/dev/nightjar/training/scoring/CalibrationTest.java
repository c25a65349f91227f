package dev.nightjar.training.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Items 0 and 1 in one category each, item 2 in both, item 3 in none. */
  private final Calibration calibration = new Calibration(new int[][] {{0}, {1}, {0, 1}, {}}, 2);

  @Test
  void partsAnItemsWeightAmongItsCategories() {
    assertThat(calibration.shares(new int[] {0, 2, 3}, new float[] {2, 2, 9}))
        .containsExactly(0.75, 0.25);
  }

  @Test
  void saysNothingOfAPastWithoutCategories() {
    assertThat(calibration.shares(new int[] {3}, new float[] {5})).isEmpty();
    assertThat(calibration.shares(new int[] {0}, new float[] {0})).isEmpty();
    assertThat(calibration.error(new double[0], new int[] {0}, 20)).isNaN();
  }

  @Test
  void isZeroForAListThatMirrorsThePast() {
    assertThat(calibration.error(new double[] {0.5, 0.5}, new int[] {0, 1, 3}, 20))
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void growsWithWhatIsMissing() {
    // q' = 0.99 * (1, 0) + 0.01 * (0.5, 0.5)
    double half = 0.5 * Math.log(0.5 / 0.995) + 0.5 * Math.log(0.5 / 0.005);
    assertThat(calibration.error(new double[] {0.5, 0.5}, new int[] {0, 1}, 1))
        .isCloseTo(half, within(1e-12));
    assertThat(calibration.error(new double[] {1, 0}, new int[] {1}, 1))
        .isCloseTo(Math.log(100), within(1e-12));
    assertThat(calibration.error(new double[] {1, 0}, new int[0], 20))
        .isCloseTo(Math.log(100), within(1e-12));
  }
}

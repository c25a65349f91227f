package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final double[] A = values(1, 0.02);
  private static final double[] B = values(1, 0);
  private static final double[] C = values(2, 0);

  /** Numbers that differ from person to person, all raised by the same. */
  private static double[] values(long seed, double raised) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(300).map(value -> value + raised).toArray();
  }

  @Test
  void givesTheIntervalsOfTheMeanAndOfTheDifferenceAlone() {
    PairedBootstrap bootstrap = new PairedBootstrap(List.of(A, B, C), 400, 7);
    assertClose(bootstrap.mean(2), Interval.ofMean(C, 400, 7));
    assertClose(bootstrap.difference(0, 2), Interval.ofDifference(A, C, 400, 7));
  }

  private static void assertClose(Interval actual, Interval expected) {
    assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(actual.low()).isCloseTo(expected.low(), within(1e-12));
    assertThat(actual.high()).isCloseTo(expected.high(), within(1e-12));
    assertThat(actual.low()).isLessThan(actual.mean());
  }

  @Test
  void removesWhatPersonsHaveInCommon() {
    Interval difference = new PairedBootstrap(List.of(A, B), 400, 7).difference(0, 1);
    assertThat(difference.high() - difference.low()).isLessThan(1e-12);
  }

  @Test
  void isAPointForASinglePerson() {
    Interval mean = new PairedBootstrap(List.of(new double[] {0.25}), 100, 7).mean(0);
    assertThat(mean).isEqualTo(new Interval(0.25, 0.25, 0.25));
  }
}

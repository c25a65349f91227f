package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void holdsTheTrueMeanAboutNineteenTimesInTwenty() {
    Random random = new Random(1);
    int held = 0;
    for (int run = 0; run < 200; run++) {
      double[] values = random.doubles(60).toArray();
      Interval interval = Interval.ofMean(values, 400, run);
      held += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    assertThat(held).isBetween(178, 199);
  }

  @Test
  void pairingRemovesWhatPersonsHaveInCommon() {
    Random random = new Random(2);
    double[] a = random.doubles(100).toArray();
    double[] b = Arrays.stream(a).map(value -> value - 0.01).toArray();
    Interval difference = Interval.ofDifference(a, b, 500, 3);

    assertThat(difference.mean()).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(difference.low()).isPositive();
    assertThat(Interval.ofMean(a, 500, 3).low()).isLessThan(Interval.ofMean(b, 500, 3).high());
  }

  @Test
  void isOnePointForNobodyAndForOnePerson() {
    assertThat(Interval.ofMean(new double[0], 100, 1)).isEqualTo(new Interval(0, 0, 0));
    assertThat(Interval.ofMean(new double[] {0.4}, 100, 1)).isEqualTo(new Interval(0.4, 0.4, 0.4));
  }

  @Test
  void refusesUnpairedValues() {
    assertThatThrownBy(() -> Interval.ofDifference(new double[1], new double[2], 100, 1))
        .hasMessageContaining("1 and 2");
  }
}

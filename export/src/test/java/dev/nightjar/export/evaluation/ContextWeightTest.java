package dev.nightjar.export.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContextWeightTest {
  /** A list that is worth 0.5 without the context, and so much more or less with each power. */
  private static double[] visit(double each) {
    double[] values = new double[10];
    for (int power = 0; power < values.length; power++) {
      values[power] = 0.5 + power * each;
    }
    return values;
  }

  @Test
  void takesThePowerThatFindsMost() {
    assertThat(ContextWeight.chosen(List.of(visit(0.01), visit(0.02), visit(0.03), visit(-0.01))))
        .isEqualTo(2);
  }

  @Test
  void takesNoneThatOtherVisitsDoNotConfirm() {
    List<double[]> halvesDisagree = List.of(visit(0.03), visit(-0.01), visit(0.03), visit(-0.01));
    assertThat(ContextWeight.chosen(halvesDisagree)).isZero();
    assertThat(ContextWeight.chosen(List.of(visit(-0.01), visit(-0.01)))).isZero();
    assertThat(ContextWeight.chosen(List.of())).isZero();
  }
}

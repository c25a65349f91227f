package dev.nightjar.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void endsAtRoundNumbersAndHoldsZero() {
    Scale scale = Scale.of(0.1, 0.374, 100, 300);
    assertThat(scale.marks().stream().map(scale::label))
        .containsExactly("0.0", "0.1", "0.2", "0.3", "0.4");
    assertThat(scale.place(0)).isEqualTo(100);
    assertThat(scale.place(0.2)).isCloseTo(200, within(1e-9));
  }

  @Test
  void goesBelowZeroWhereTheNumbersDo() {
    Scale scale = Scale.of(-0.012, 0.031, 0, 100);
    assertThat(scale.marks().get(0)).isCloseTo(-0.02, within(1e-12));
    assertThat(scale.label(-0.02)).isEqualTo("-0.02");
    assertThat(scale.place(0.031)).isLessThanOrEqualTo(100);
  }

  @Test
  void standsForNothingToo() {
    assertThat(Scale.of(0, 0, 0, 100).place(0)).isZero();
    assertThat(Scale.of(0, 0, 0, 100).marks()).hasSizeGreaterThan(1);
  }
}

package dev.nightjar.export.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsWordsLeftAndNumbersRight() {
    assertThat(
            new TextTable("name", "value", "why")
                .row("als", "1,204", "")
                .row("popular", "-", "old")
                .toString())
        .isEqualTo("name     value  why\nals      1,204\npopular      -  old");
  }

  @Test
  void refusesRowsOfAnotherWidth() {
    assertThatThrownBy(() -> new TextTable("a", "b").row("1"))
        .hasMessageContaining("1 cells for 2 columns");
  }
}

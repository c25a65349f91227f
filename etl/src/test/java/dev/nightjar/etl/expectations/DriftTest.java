package dev.nightjar.etl.expectations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final Figures KNOWN =
      new Figures(
          List.of(
              figure(Figures.ROWS, "", "shop/7", 900),
              figure(Figures.FIELD, "experiment", "shop/7", 5),
              figure(Figures.REFUSED, "field.wrong_type:properties.value", "shop/6", 5)));

  @Test
  void saysNothingOfAFirstNight() {
    assertThat(Drift.lines(KNOWN, List.of())).isEmpty();
  }

  @Test
  void saysNothingOfWhatEarlierNightsKnow() {
    assertThat(Drift.lines(KNOWN, List.of(new Figures(List.of()), KNOWN))).isEmpty();
  }

  @Test
  void namesNewFieldsProgramsAndRefusalsWithWhoBroughtThem() {
    Figures tonight =
        new Figures(
            List.of(
                figure(Figures.ROWS, "", "", 1000),
                figure(Figures.ROWS, "", "shop/8", 410),
                figure(Figures.FIELD, "experiment", "shop/8", 9),
                figure(Figures.FIELD, "context.battery", "shop/8", 400),
                figure(Figures.REFUSED, "field.wrong_type:properties.value", "shop/8", 40),
                figure(Figures.REFUSED, "json.malformed", "(unknown)", 3)));
    assertThat(Drift.lines(tonight, List.of(KNOWN)))
        .containsExactly(
            "new producer shop/8: 410 events",
            "new field context.battery: 400 events of shop/8",
            "newly refused by field.wrong_type:properties.value: 40 lines of shop/8");
  }

  private static Figure figure(String measure, String column, String producer, long rows) {
    return new Figure(
        new Figure.Key("bronze.events", measure, column), producer, rows, Optional.of(rows));
  }
}

package dev.nightjar.export.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterParamsTest {
  @Test
  void shipsTheseDefaults() {
    assertThat(load(Map.of())).isEqualTo(new FilterParams(32, 16L << 20));
  }

  @Test
  void passesEveryKeyOn() {
    assertThat(load(Map.of("export.filters.properties", "3", "export.filters.megabytes", "4")))
        .isEqualTo(new FilterParams(3, 4L << 20));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> load(Map.of("export.filters.properties", "-1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("export.filters.properties");
  }

  private static FilterParams load(Map<String, String> sets) {
    return FilterParams.load(Settings.load(List.of(), sets));
  }
}

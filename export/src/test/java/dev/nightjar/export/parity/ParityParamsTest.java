package dev.nightjar.export.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityParamsTest {
  @Test
  void shipsTheseDefaults() {
    assertThat(load(Map.of())).isEqualTo(new ParityParams(500, 500, 0));
  }

  @Test
  void passesEveryKeyOn() {
    assertThat(
            load(
                Map.of(
                    "parity.answers", "3", "parity.persons", "4", "parity.most_different", "0.25")))
        .isEqualTo(new ParityParams(3, 4, 0.25));
  }

  @Test
  void refusesWhatCannotBe() {
    for (Map.Entry<String, String> wrong :
        Map.of("answers", "-1", "persons", "10001", "most_different", "1.1").entrySet()) {
      assertThatThrownBy(() -> load(Map.of("parity." + wrong.getKey(), wrong.getValue())))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("parity." + wrong.getKey());
    }
  }

  private static ParityParams load(Map<String, String> sets) {
    return ParityParams.load(Settings.load(List.of(), sets));
  }
}

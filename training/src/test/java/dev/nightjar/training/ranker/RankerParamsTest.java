package dev.nightjar.training.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankerParamsTest {
  private static RankerParams load(Map<String, String> sets) {
    return RankerParams.load(Settings.load(List.of(), sets));
  }

  @Test
  void theShippedSettingsAreTheDefaults() {
    assertThat(load(Map.of())).isEqualTo(new RankerParams(100, 4, 0.1, 2, 20260101));
  }

  @Test
  void everyKeyArrives() {
    assertThat(
            load(
                Map.of(
                    "training.ranker.trees", "5",
                    "training.ranker.depth", "6",
                    "training.ranker.learning_rate", "0.25",
                    "training.ranker.threads", "3",
                    "training.seed", "9")))
        .isEqualTo(new RankerParams(5, 6, 0.25, 3, 9));
  }

  @Test
  void aDepthThatNoAnswerCouldPayForIsRefused() {
    assertThatThrownBy(() -> load(Map.of("training.ranker.depth", "9")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("training.ranker.depth");
  }
}

package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.training.tables.ModelMetrics;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlsSearchTest {
  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 31);
  private static final AlsParams SETTINGS = new AlsParams(64, 0.5, 2, 6, 7, 4);

  @Test
  void isDueWhenTheNewestSearchIsAsOldAsTheInterval() {
    assertThat(isDue(NIGHT)).isFalse();
    assertThat(isDue(NIGHT.minusDays(6))).isFalse();
    assertThat(isDue(NIGHT.minusDays(7))).isTrue();
    assertThat(AlsSearch.isDue(Optional.empty(), NIGHT, 7)).isTrue();
  }

  private static boolean isDue(LocalDate newest) {
    return AlsSearch.isDue(Optional.of(newest), NIGHT, 7);
  }

  @Test
  void isOffWithoutTimeOrTrials() {
    assertThat(new AlsSearchParams(7, Duration.ofSeconds(1), 1, 100).isOn()).isTrue();
    assertThat(new AlsSearchParams(7, Duration.ZERO, 12, 100).isOn()).isFalse();
    assertThat(new AlsSearchParams(7, Duration.ofSeconds(1), 0, 100).isOn()).isFalse();
  }

  @Test
  void saysWhatASearchMustLookLike() {
    assertThatThrownBy(() -> new AlsSearchParams(0, Duration.ZERO, 12, 100))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("every_days")
        .hasMessageContaining("training.als.search");
  }

  @Test
  void ownsRowsThatNoEvaluationReplaces() {
    assertThat(EvaluateModelsJob.recommenders())
        .doesNotContain(ModelMetrics.ALS_TRIAL, ModelMetrics.ALS_CHOSEN);
  }

  @Test
  void readsFromASliceWhatItWroteThere() {
    AlsParams chosen = SETTINGS.with(128, 0.02, 40, 15);
    String slice = AlsTrials.slice(chosen);
    assertThat(slice).isEqualTo("rank=128,reg_param=0.02,alpha=40.0,iterations=15");
    assertThat(AlsTrials.parameters(slice, SETTINGS)).isEqualTo(chosen);
  }

  @Test
  void saysHowToGoOnWhenASliceCannotBeRead() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AlsTrials.parameters("rank=many", SETTINGS))
        .withMessageContaining("rank=many")
        .withMessageContaining("training.als.search.trials = 0");
  }
}

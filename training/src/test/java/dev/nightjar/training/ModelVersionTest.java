package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ModelVersionTest {
  private static final LocalDate DATE = LocalDate.of(2026, 1, 31);

  @Test
  void readsBackItsOwnName() {
    ModelVersion version = new ModelVersion(DATE, 12);
    assertThat(version.id()).isEqualTo("20260131-12");
    assertThat(ModelVersion.parse(version.id())).contains(version);
  }

  @Test
  void ordersAttemptsAsNumbers() {
    assertThat(new ModelVersion(DATE, 10)).isGreaterThan(new ModelVersion(DATE, 9));
    assertThat(new ModelVersion(DATE.plusDays(1), 1)).isGreaterThan(new ModelVersion(DATE, 9));
  }

  @Test
  void ignoresFoldersThatAreNoVersion() {
    assertThat(ModelVersion.parse("20260131")).isEmpty();
    assertThat(ModelVersion.parse("20260131-0")).isEmpty();
    assertThat(ModelVersion.parse("20261331-1")).isEmpty();
    assertThat(ModelVersion.parse("_temporary-1")).isEmpty();
  }
}

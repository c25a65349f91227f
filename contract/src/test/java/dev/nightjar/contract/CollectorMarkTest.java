package dev.nightjar.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorMarkTest {
  private static final CollectorMark MARK =
      new CollectorMark("0f9d3c1e-shop-1", LocalDate.of(2026, 1, 5));

  @Test
  void standsInTheLandingUnderANameThatIsNoData() {
    assertThat(MARK.key())
        .isEqualTo("landing/events/_collector-0f9d3c1e-shop-1-closed-2026-01-05")
        .startsWith(CollectorMark.prefix(MARK.collector()));
    assertThat(CollectorMark.ofName("_collector-0f9d3c1e-shop-1-closed-2026-01-05")).hasValue(MARK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_collector-short-closed-2026-01-05",
        "_collector-0f9d3c1e-closed-2026-13-05",
        "_collector-0f9d3c1e-closed-2026-01-05.gz",
        "collector-0f9d3c1e-closed-2026-01-05",
      })
  void otherNamesAreNone(String name) {
    assertThat(CollectorMark.ofName(name)).isEmpty();
  }
}

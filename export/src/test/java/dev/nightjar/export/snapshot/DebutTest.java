package dev.nightjar.export.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebutTest {
  private static final NewcomerParams PARAMS = new NewcomerParams(14, 20);
  private static final Instant FIRST = day("2026-01-01");
  private static final Instant CUTOFF = day("2026-03-01");

  private static Instant day(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static boolean isNewcomer(Debut debut) {
    Debut old = new Debut(null, FIRST, 500);
    return Debut.newcomers(List.of(old, debut), PARAMS, CUTOFF).get(1);
  }

  @Test
  void isOneThatTheCatalogueFirstHadOfLateAndFewMet() {
    Instant late = day("2026-02-20");
    assertThat(isNewcomer(new Debut(null, late, 0))).isTrue();
    assertThat(isNewcomer(new Debut(null, late, 20))).isTrue();
    assertThat(isNewcomer(new Debut(null, late, 21))).isFalse();
    assertThat(isNewcomer(new Debut(null, day("2026-02-15"), 0))).isTrue();
    assertThat(isNewcomer(new Debut(null, day("2026-02-14"), 0))).isFalse();
  }

  @Test
  void isNoneThatCameWithTheFirstDeliveryOrThatNoCatalogueKnows() {
    assertThat(isNewcomer(new Debut(null, FIRST, 0))).isFalse();
    assertThat(isNewcomer(new Debut(null, null, 0))).isFalse();
    Debut only = new Debut(null, day("2026-02-28"), 0);
    assertThat(Debut.newcomers(List.of(only, only), PARAMS, CUTOFF).isEmpty()).isTrue();
  }

  @Test
  void theDayOfPublicationGoesFirst() {
    assertThat(isNewcomer(new Debut(day("2026-02-25"), FIRST, 0))).isTrue();
    assertThat(isNewcomer(new Debut(day("2025-02-25"), day("2026-02-25"), 0))).isFalse();
    assertThat(isNewcomer(new Debut(CUTOFF, day("2026-02-25"), 0)))
        .as("it is still to come")
        .isFalse();
  }
}

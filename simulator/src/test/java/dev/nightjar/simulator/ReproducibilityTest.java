package dev.nightjar.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReproducibilityTest {

  @Property(tries = 8)
  void equalParametersGiveEqualBytesAndEqualSheets(
      @ForAll @LongRange(min = 0) long seed,
      @ForAll @IntRange(min = 1, max = 60) int users,
      @ForAll @IntRange(min = 50, max = 120) int items,
      @ForAll @IntRange(min = 1, max = 6) int days) {
    WorldParams params = WorldParams.of(seed, users, items, days);
    LandedWorld one = new LandedWorld(params, params.firstDay());
    LandedWorld two = new LandedWorld(params, params.firstDay());
    assertThat(one.hash()).isEqualTo(two.hash());
    assertThat(one.truth.json()).isEqualTo(two.truth.json());
  }

  @Test
  void anotherSeedGivesAnotherWorld() {
    assertThat(new LandedWorld(WorldParams.of(1, 40, 80, 3)).hash())
        .isNotEqualTo(new LandedWorld(WorldParams.of(2, 40, 80, 3)).hash());
  }

  @Property(tries = 6)
  void moreDaysLeaveTheEarlierOnesAsTheyWere(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 1, max = 5) int days) {
    WorldParams params = WorldParams.of(seed, 50, 80, days);
    LandedWorld shorter = new LandedWorld(params);
    LandedWorld longer = new LandedWorld(params.withDays(days + 3));
    shorter.files.forEach((key, body) -> assertThat(longer.files.get(key)).isEqualTo(body));
  }

  @Test
  void theCutoffIsTheFirstDayOfTheLastFifth() {
    LocalDate first = LocalDate.of(2026, 1, 5);
    assertThat(OracleFiles.cutoff(first, LocalDate.of(2026, 2, 1)))
        .isEqualTo(LocalDate.of(2026, 1, 28));
    assertThat(OracleFiles.cutoff(first, first)).isEqualTo(first);
    assertThat(OracleFiles.cutoff(first, first.plusDays(364))).isEqualTo(first.plusDays(335));
  }
}

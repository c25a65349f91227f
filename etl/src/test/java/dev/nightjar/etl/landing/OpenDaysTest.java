package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenDaysTest {
  private static final List<LandedFile> FILES =
      Stream.of("2026-01-05", "2026-01-06", "2026-01-07")
          .map(day -> new LandedFile(day, LocalDate.parse(day), 1, ""))
          .toList();

  @Test
  void everyDayIsTakenWhereNothingCollects() {
    assertThat(days("a.jsonl", "_SUCCESS")).hasSize(3);
  }

  @Test
  void theSlowestCollectorDecides() {
    assertThat(
            days(
                "_collector-aaaaaaaa-closed-2026-01-07",
                "_collector-bbbbbbbb-closed-2026-01-05",
                "_collector-cccccccc-closed-2026-01-06"))
        .containsExactly("2026-01-05");
  }

  @Test
  void ofACollectorTheNewestMarkHolds() {
    assertThat(
            days("_collector-aaaaaaaa-closed-2026-01-06", "_collector-aaaaaaaa-closed-2026-01-04"))
        .containsExactly("2026-01-05", "2026-01-06");
  }

  private static List<String> days(String... names) {
    OpenDays days = new OpenDays();
    Stream.of(names).forEach(days::note);
    return days.without(FILES).stream().map(LandedFile::source).toList();
  }
}

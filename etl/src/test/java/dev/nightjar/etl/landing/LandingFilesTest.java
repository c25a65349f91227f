package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LandingFilesTest {

  private static final LocalDate RUN_DATE = LocalDate.of(2026, 1, 9);
  private static final String BASE = "landing/events";

  @Test
  void readsTheArrivalDayFromTheFolder() {
    LandedFile file = LandingFiles.describe(BASE + "/dt=2026-01-05/a.jsonl.gz", BASE, 7, RUN_DATE);
    assertThat(file.landingDate()).isEqualTo(LocalDate.of(2026, 1, 5));
    assertThat(file.refusal()).isEmpty();
    assertThat(file.isGzip()).isTrue();
  }

  @Test
  void refusesNamesThatSayNothing() {
    assertThat(LandingFiles.describe(BASE + "/dt=2026-01-05/a.csv", BASE, 7, RUN_DATE).refusal())
        .isEqualTo("file.name");
    assertThat(LandingFiles.describe(BASE + "/dt=soon/a.jsonl", BASE, 7, RUN_DATE).refusal())
        .isEqualTo("file.day");
    assertThat(LandingFiles.describe(BASE + "/a.jsonl", BASE, 7, RUN_DATE).landingDate())
        .isEqualTo(RUN_DATE);
  }

  @Test
  void spreadsManySmallFilesEvenlyOverFewTasks() {
    List<LandedFile> files =
        IntStream.range(0, 1000)
            .mapToObj(i -> new LandedFile("f" + i, RUN_DATE, i % 10, ""))
            .toList();
    List<List<LandedFile>> groups = LandingFiles.spread(files, 8);
    assertThat(groups).hasSize(8).allSatisfy(group -> assertThat(group).hasSize(125));
    assertThat(LandingFiles.spread(List.of(), 8)).hasSize(1);
  }
}

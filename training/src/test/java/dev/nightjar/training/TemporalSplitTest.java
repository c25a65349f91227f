package dev.nightjar.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TemporalSplitTest {
  private static final SplitRules MONTH = new SplitRules(30, 30, 1000, 100, Optional.empty());
  private static final LocalDate RUN = LocalDate.of(2026, 3, 31);

  @Test
  void testsOnTheLastDaysWithTheRunDateIncluded() {
    TemporalSplit split = TemporalSplit.of(Instant.parse("2025-01-01T10:00:00Z"), RUN, MONTH);
    assertThat(split.end()).isEqualTo("2026-04-01T00:00:00Z");
    assertThat(split.testCutoff()).isEqualTo("2026-03-02T00:00:00Z");
    assertThat(split.validationCutoff()).isEqualTo("2026-01-31T00:00:00Z");
  }

  @Test
  void shrinksEachPeriodToAFifthOfAShortHistoryInWholeDays() {
    TemporalSplit split = TemporalSplit.of(Instant.parse("2026-03-18T12:00:00Z"), RUN, MONTH);
    assertThat(split.testCutoff()).isEqualTo("2026-03-30T00:00:00Z");
    assertThat(split.validationCutoff()).isEqualTo("2026-03-28T00:00:00Z");
  }

  @Test
  void splitsASingleDayByHours() {
    TemporalSplit split = TemporalSplit.of(Instant.parse("2026-03-31T00:00:00Z"), RUN, MONTH);
    assertThat(Duration.between(split.testCutoff(), split.end()))
        .isEqualTo(Duration.ofHours(24).dividedBy(5));
  }

  @Test
  void leavesNothingOutOfAHistoryThatHasNotBegun() {
    TemporalSplit split = TemporalSplit.of(Instant.parse("2027-01-01T00:00:00Z"), RUN, MONTH);
    assertThat(split.validationCutoff()).isEqualTo(split.end());
  }

  @Test
  void takesANamedCutoffAndValidatesOnTheSameLengthBefore() {
    Instant cutoff = Instant.parse("2026-03-12T00:00:00Z");
    TemporalSplit split =
        TemporalSplit.of(
            Instant.parse("2025-01-01T00:00:00Z"),
            RUN,
            new SplitRules(30, 30, 1000, 100, Optional.of(cutoff)));
    assertThat(split.testCutoff()).isEqualTo(cutoff);
    assertThat(split.validationCutoff()).isEqualTo("2026-02-20T00:00:00Z");
  }

  @Test
  void keepsCutoffsInOrderForAnyHistory() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      Instant first =
          Instant.parse("2026-04-05T00:00:00Z").minusSeconds(random.nextInt(40_000_000));
      SplitRules rules =
          new SplitRules(1 + random.nextInt(90), 1 + random.nextInt(90), 1, 1, Optional.empty());
      TemporalSplit split = TemporalSplit.of(first, RUN, rules);
      assertThat(split.validationCutoff()).isBeforeOrEqualTo(split.testCutoff());
      assertThat(split.testCutoff()).isBeforeOrEqualTo(split.end());
      assertThat(split.evaluationEnd(TrainingWindow.VALIDATION)).isEqualTo(split.testCutoff());
      Duration held = Duration.between(split.validationCutoff(), split.end());
      Duration history = Duration.between(first, split.end());
      if (!history.isNegative()) {
        assertThat(held.multipliedBy(5)).isLessThanOrEqualTo(history.multipliedBy(2));
      }
    }
  }

  @Test
  void refusesCutoffsOutOfOrder() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TemporalSplit(now, now.minusSeconds(1), now))
        .withMessageContaining("out of order");
  }
}

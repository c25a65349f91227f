package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The only split: rows before a cut-off train, rows from it on are what the model is asked about.
 * All persons share the cut-offs, because a split a person lets a model see the future of others.
 * The cut-offs satisfy {@code validationCutoff <= testCutoff <= end}; {@code end} is the midnight
 * (UTC) after the run date.
 *
 * <p>Why by time: Meng et al., "Exploring Data Splitting Strategies for the Evaluation of
 * Recommendation Models" (RecSys 2020); Ji et al., "A Critical Study on Data Leakage in Recommender
 * System Offline Evaluation" (TOIS 2023).
 *
 * @param validationCutoff first instant of the validation period
 * @param testCutoff first instant of the test period
 * @param end first instant after the run date
 */
public record TemporalSplit(Instant validationCutoff, Instant testCutoff, Instant end) {
  /** A period held out takes at most this share of a short history. */
  private static final int SHARE_OF_HISTORY = 5;

  private static final Duration DAY = Duration.ofDays(1);

  /** Checks the order of the cut-offs. */
  public TemporalSplit {
    if (validationCutoff.isAfter(testCutoff) || testCutoff.isAfter(end)) {
      throw new IllegalArgumentException(
          "cut-offs out of order: validation %s, test %s, end %s"
              .formatted(validationCutoff, testCutoff, end));
    }
  }

  /**
   * The split of a history that starts at {@code firstEvent} and ends with the run date. The test
   * period is the last days, validation the days before it; each shrinks to a fifth of the history
   * where that is shorter, in whole days where a fifth is at least a day.
   */
  public static TemporalSplit of(Instant firstEvent, LocalDate runDate, SplitRules rules) {
    Instant end = runDate.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant first = firstEvent.isBefore(end) ? firstEvent : end;
    Duration longest = Duration.between(first, end).dividedBy(SHARE_OF_HISTORY);
    if (longest.compareTo(DAY) > 0) {
      longest = Duration.ofDays(longest.toDays());
    }
    Instant test =
        rules.cutoff().orElse(end.minus(shorter(Duration.ofDays(rules.testDays()), longest)));
    if (test.isAfter(end)) {
      test = end;
    }
    Duration validation =
        rules.cutoff().isPresent()
            ? Duration.between(test, end)
            : Duration.ofDays(rules.validationDays());
    return new TemporalSplit(test.minus(shorter(validation, longest)), test, end);
  }

  /** First instant that a window's training must not see. */
  public Instant cutoff(TrainingWindow window) {
    return switch (window) {
      case VALIDATION -> validationCutoff;
      case TEST -> testCutoff;
      case LIVE -> end;
    };
  }

  /** First instant after the period that a window is asked about; its cut-off for the live one. */
  public Instant evaluationEnd(TrainingWindow window) {
    return switch (window) {
      case VALIDATION -> testCutoff;
      case TEST, LIVE -> end;
    };
  }

  /** Rows that a window may train on: before its cut-off. */
  public Dataset<Row> keepTraining(Dataset<Row> rows, String timeColumn, TrainingWindow window) {
    return rows.where(col(timeColumn).lt(lit(cutoff(window))));
  }

  /** Rows that a window is asked about: from its cut-off to the end of its period. */
  public Dataset<Row> keepEvaluation(Dataset<Row> rows, String timeColumn, TrainingWindow window) {
    return rows.where(
        col(timeColumn)
            .geq(lit(cutoff(window)))
            .and(col(timeColumn).lt(lit(evaluationEnd(window)))));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}

package dev.nightjar.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.nightjar.etl.tables.Interactions;
import dev.nightjar.etl.tables.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The only split: rows before a cut-off train, rows from it on are what the model is asked about.
 * All persons share the cut-offs, because a split a person lets a model see the future of others;
 * only in a log without a common time, where hardly anybody comes back, each person's own last
 * fifth is held out instead, and the fifth before it for validation. The cut-offs satisfy {@code
 * validationCutoff <= testCutoff <= end}; {@code end} is the midnight (UTC) after the run date.
 *
 * <p>Why by time: Meng et al., "Exploring Data Splitting Strategies for the Evaluation of
 * Recommendation Models" (RecSys 2020); Ji et al., "A Critical Study on Data Leakage in Recommender
 * System Offline Evaluation" (TOIS 2023).
 *
 * @param validationCutoff first instant of the validation period
 * @param testCutoff first instant of the test period
 * @param end first instant after the run date
 * @param clock whose time decides what is held out
 */
public record TemporalSplit(
    Instant validationCutoff, Instant testCutoff, Instant end, Clock clock) {
  /** Whose time decides what is held out. */
  public enum Clock {
    /** Everybody's: periods of the calendar. */
    CALENDAR,
    /** Each person's own: fifths of what they did. All cut-offs are the end. */
    PERSON
  }

  /** Fifths of a person's own time that a window trains on. */
  private static final Map<TrainingWindow, Integer> OWN_FIFTHS =
      Map.of(TrainingWindow.VALIDATION, 3, TrainingWindow.TEST, 4, TrainingWindow.LIVE, 5);

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

  /** A split by the calendar. */
  public TemporalSplit(Instant validationCutoff, Instant testCutoff, Instant end) {
    this(validationCutoff, testCutoff, end, Clock.CALENDAR);
  }

  /** A split by each person's own time of what happened before an instant. */
  public static TemporalSplit byPerson(Instant end) {
    return new TemporalSplit(end, end, end, Clock.PERSON);
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

  /**
   * Interactions that a window may train on: before its cut-off. By the persons' own time their
   * moments are moved, so that everybody's newest one lies just before the cut-off.
   */
  public Dataset<Row> keepTraining(Dataset<Row> interactions, TrainingWindow window) {
    Dataset<Row> before = interactions.where(col(Interactions.OCCURRED_AT).lt(lit(cutoff(window))));
    if (clock == Clock.CALENDAR) {
      return before;
    }
    return OwnFifths.endingAt(
        window == TrainingWindow.LIVE ? before : OwnFifths.first(before, ownFifths(window)), end);
  }

  /** Interactions that a window is asked about: from its cut-off to the end of its period. */
  public Dataset<Row> keepEvaluation(Dataset<Row> interactions, TrainingWindow window) {
    return clock == Clock.CALENDAR || window == TrainingWindow.LIVE
        ? keepPeriod(interactions, Interactions.OCCURRED_AT, window)
        : OwnFifths.after(
            interactions.where(col(Interactions.OCCURRED_AT).lt(lit(end))), ownFifths(window));
  }

  /**
   * Sessions that a window is asked about, by when they began; none by the persons' own time, which
   * cuts through sessions.
   */
  public Dataset<Row> keepEvaluationSessions(Dataset<Row> sessions, TrainingWindow window) {
    return keepPeriod(sessions, Sessions.STARTED_AT, window);
  }

  private Dataset<Row> keepPeriod(Dataset<Row> rows, String timeColumn, TrainingWindow window) {
    return rows.where(
        col(timeColumn)
            .geq(lit(cutoff(window)))
            .and(col(timeColumn).lt(lit(evaluationEnd(window)))));
  }

  private static int ownFifths(TrainingWindow window) {
    return Objects.requireNonNull(OWN_FIFTHS.get(window));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}

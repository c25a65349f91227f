package dev.nightjar.training;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Name of a model: run date and attempt, such as {@code 20260131-2}. Never from the clock, never
 * reused. Ordered by date, then attempt.
 *
 * @param runDate the night
 * @param attempt from 1, the next free number of that night
 */
public record ModelVersion(LocalDate runDate, int attempt) implements Comparable<ModelVersion> {
  /** Checks the attempt. */
  public ModelVersion {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is " + attempt + ", must be at least 1");
    }
  }

  /** The name. */
  public String id() {
    return DateTimeFormatter.BASIC_ISO_DATE.format(runDate) + "-" + attempt;
  }

  /** The version that a folder's name means, or nothing when it means none. */
  public static Optional<ModelVersion> parse(String name) {
    int dash = name.indexOf('-');
    if (dash != 8) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(name.substring(0, dash), DateTimeFormatter.BASIC_ISO_DATE);
      return Optional.of(new ModelVersion(date, Integer.parseInt(name.substring(dash + 1))));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ModelVersion other) {
    int byDate = runDate.compareTo(other.runDate);
    return byDate != 0 ? byDate : Integer.compare(attempt, other.attempt);
  }
}

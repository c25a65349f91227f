package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Settings of the temporal split, section {@code split}.
 *
 * @param testDays length of the test period at most, in days, the run date included
 * @param validationDays length of the validation period before it at most, in days
 * @param validationPersons persons that are enough for a shorter validation period
 * @param minPersons with fewer persons in the test period the log may have no common time
 * @param cutoff the test cut-off when it is named instead of derived
 */
public record SplitRules(
    int testDays,
    int validationDays,
    int validationPersons,
    int minPersons,
    Optional<Instant> cutoff) {
  /** Checks the ranges. */
  public SplitRules {
    if (testDays < 1 || validationDays < 1) {
      throw new ConfigurationException(
          "split.test_days and split.validation_days must be at least 1, but are %d and %d"
              .formatted(testDays, validationDays));
    }
  }

  /** Reads section {@code split}. */
  public static SplitRules load(Settings settings) {
    Section split = settings.section("split");
    return new SplitRules(
        split.integer("test_days", 1, 3650),
        split.integer("validation_days", 1, 3650),
        split.integer("validation_persons", 1, Integer.MAX_VALUE),
        split.integer("min_persons", 0, Integer.MAX_VALUE),
        split.optionalString("cutoff").map(text -> instant(split, text)));
  }

  private static Instant instant(Section split, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw split.reject("cutoff", "empty or an instant such as 2026-01-31T00:00:00Z");
    }
  }
}

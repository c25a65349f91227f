package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.time.Duration;

/**
 * When and how long better parameters of ALS are looked for, section {@code training.als.search}.
 *
 * @param everyDays days from one search to the next
 * @param budget time after which no trial begins any more; 0: never look
 * @param trials parameters that a search tries at most; 0: never look
 * @param minPersons persons of the validation period below which a comparison says nothing
 */
public record AlsSearchParams(int everyDays, Duration budget, int trials, int minPersons) {
  /** Checks the ranges. */
  public AlsSearchParams {
    if (everyDays < 1 || budget.isNegative() || trials < 0 || minPersons < 1) {
      throw new ConfigurationException(
          ("training.als.search: every_days and min_persons must be at least 1, budget and trials at"
                  + " least 0, but are %d, %d, %s, %d")
              .formatted(everyDays, minPersons, budget, trials));
    }
  }

  /** Reads section {@code training.als.search}. */
  public static AlsSearchParams load(Settings settings) {
    Section search = settings.section("training").section("als").section("search");
    return new AlsSearchParams(
        search.integer("every_days", 1, 10_000),
        search.duration("budget"),
        search.integer("trials", 0, 10_000),
        search.integer("min_persons", 1, 100_000_000));
  }

  /** Whether anything is ever looked for; if not, the settings are what is used. */
  boolean isOn() {
    return trials > 0 && !budget.isZero();
  }
}

package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of what comes after an item, section {@code training.transitions}.
 *
 * @param window how many of a person's next events an event is followed by
 * @param decay what each further event weighs of the one before it, above 0 to 1
 * @param halfLifeDays age at which a transition counts half
 * @param shrinkage weight of transitions at which an item's own count as half known
 * @param count followers kept an item
 */
public record TransitionParams(
    int window, double decay, double halfLifeDays, double shrinkage, int count) {
  /** Checks the ranges. */
  public TransitionParams {
    if (window < 1 || count < 1 || !(decay > 0 && decay <= 1)) {
      throw new ConfigurationException(
          ("training.transitions: window and count must be at least 1 and decay above 0 and at most"
                  + " 1, but are %d, %d, %s")
              .formatted(window, count, decay));
    }
    if (!(halfLifeDays > 0) || !(shrinkage >= 0)) {
      throw new ConfigurationException(
          ("training.transitions: half_life_days must be above 0 and shrinkage at least 0, but are"
                  + " %s, %s")
              .formatted(halfLifeDays, shrinkage));
    }
  }

  /** Reads section {@code training.transitions}. */
  public static TransitionParams load(Settings settings) {
    Section section = settings.section("training").section("transitions");
    return new TransitionParams(
        section.integer("window", 1, 1_000),
        section.number("decay", 1e-3, 1),
        section.number("half_life_days", 0.01, 36500),
        section.number("shrinkage", 0, 1e6),
        section.integer("count", 1, 10_000));
  }
}

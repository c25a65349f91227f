package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.util.List;

/**
 * How interactions become preferences, section {@code training.preferences}.
 *
 * @param halfLifeDays days after which an interaction counts half
 * @param floor share of its strength that an interaction never loses, 0 to 1
 * @param ownHalfLifeDays the same half-life for the count of a person's own past interactions
 * @param seenInteractions kinds that make an item seen, when positive
 * @param dismissingInteractions kinds that dismiss an item, when negative
 * @param maxItemsPerPerson most recent items of a person that train a model
 */
public record PreferenceRules(
    double halfLifeDays,
    double floor,
    double ownHalfLifeDays,
    List<String> seenInteractions,
    List<String> dismissingInteractions,
    int maxItemsPerPerson) {
  /** Checks the ranges. */
  public PreferenceRules {
    if (!(halfLifeDays > 0) || !(ownHalfLifeDays > 0) || !(floor >= 0 && floor <= 1)) {
      throw new ConfigurationException(
          ("training.preferences: half lives must be above 0 and floor within 0 and 1, but "
                  + "half_life_days is %s, own_half_life_days %s, floor %s")
              .formatted(halfLifeDays, ownHalfLifeDays, floor));
    }
    if (maxItemsPerPerson < 2) {
      throw new ConfigurationException(
          "training.preferences.max_items_per_person is %d, must be at least 2"
              .formatted(maxItemsPerPerson));
    }
    seenInteractions = List.copyOf(seenInteractions);
    dismissingInteractions = List.copyOf(dismissingInteractions);
  }

  /** Reads section {@code training.preferences}. */
  public static PreferenceRules load(Settings settings) {
    Section section = settings.section("training").section("preferences");
    return new PreferenceRules(
        section.number("half_life_days", 0.01, 36500),
        section.number("floor", 0, 1),
        section.number("own_half_life_days", 0.01, 36500),
        section.strings("seen_interactions"),
        section.strings("dismissing_interactions"),
        section.integer("max_items_per_person", 2, 100_000));
  }
}

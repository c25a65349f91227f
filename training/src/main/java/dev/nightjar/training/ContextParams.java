package dev.nightjar.training;

import dev.nightjar.etl.rules.EtlConfig;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.time.ZoneId;

/**
 * How what is in demand by moment and place is counted, section {@code training.context}.
 *
 * @param shrinkage person-days by which an item's lift is drawn to that of its categories, and
 *     theirs to none
 * @param maxValues values at most of the device, of the country and so on, the most frequent ones;
 *     0 leaves every lift out
 * @param minPersons persons at least that a value must have been met by
 * @param zone the clocks that tell the parts of the day, {@code etl.time_zone}
 */
public record ContextParams(double shrinkage, int maxValues, int minPersons, ZoneId zone) {
  /** Checks the ranges. */
  public ContextParams {
    if (!(shrinkage > 0) || maxValues < 0 || minPersons < 1) {
      throw new ConfigurationException(
          ("training.context: shrinkage must be above 0, max_values at least 0 and min_persons at"
                  + " least 1, but are %s, %d, %d")
              .formatted(shrinkage, maxValues, minPersons));
    }
  }

  /** Reads section {@code training.context}. */
  public static ContextParams load(Settings settings) {
    Section section = settings.section("training").section("context");
    return new ContextParams(
        section.number("shrinkage", 1e-6, 1e9),
        section.integer("max_values", 0, 1_000),
        section.integer("min_persons", 1, 1_000_000),
        EtlConfig.features(settings).zone());
  }
}

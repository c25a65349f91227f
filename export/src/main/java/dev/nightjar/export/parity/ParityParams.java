package dev.nightjar.export.parity;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * How much is held against the tables each night, section {@code parity}.
 *
 * @param answers most served lists of a night that are compared
 * @param persons persons whose records in the live snapshot are compared
 * @param mostDifferent share of either that may differ
 */
public record ParityParams(int answers, int persons, double mostDifferent) {
  private static final int MOST = 10_000;

  /** Checks the ranges. */
  public ParityParams {
    if (answers < 0 || answers > MOST || persons < 0 || persons > MOST) {
      throw new ConfigurationException(
          "parity.answers and parity.persons must be 0 to %d, but are %d and %d"
              .formatted(MOST, answers, persons));
    }
    if (!(mostDifferent >= 0 && mostDifferent <= 1)) {
      throw new ConfigurationException(
          "parity.most_different must be 0 to 1, but is " + mostDifferent);
    }
  }

  /** Reads section {@code parity}. */
  public static ParityParams load(Settings settings) {
    Section parity = settings.section("parity");
    return new ParityParams(
        parity.integer("answers", 0, MOST),
        parity.integer("persons", 0, MOST),
        parity.number("most_different", 0, 1));
  }
}

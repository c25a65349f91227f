package dev.nightjar.simulator;

import dev.nightjar.settings.CommandLine;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The only reader of the section {@code simulator}; flags of the command line go before it.
 *
 * @param oracleItems items in each list of the oracle
 */
record SimulatorConfig(WorldParams world, int oracleItems) {

  static SimulatorConfig load(CommandLine line) {
    Settings settings = line.settings();
    Section section = settings.section("simulator");
    WorldParams world =
        new WorldParams(
            line.value("seed").isPresent()
                ? line.integer("seed", 0, Integer.MAX_VALUE).orElseThrow()
                : section.longInteger("seed", 0, Long.MAX_VALUE),
            line.integer("users", 1, 10_000_000).orElse(section.integer("users", 1, 10_000_000)),
            line.integer("items", 50, 1_000_000).orElse(section.integer("items", 50, 1_000_000)),
            line.integer("days", 1, 3650).orElse(section.integer("days", 1, 3650)),
            line.date("first-day").orElseGet(() -> date(section, "first_day")),
            dirt(section.section("dirt")),
            crowd(section.section("crowd")));
    return new SimulatorConfig(world, section.integer("oracle_items", 1, 10_000));
  }

  private static LocalDate date(Section section, String key) {
    try {
      return LocalDate.parse(section.string(key));
    } catch (DateTimeParseException e) {
      throw section.reject(key, "a date as year-month-day, such as 2026-01-05");
    }
  }

  private static DirtShares dirt(Section section) {
    try {
      return new DirtShares(
          section.number("malformed", 0, 1),
          section.number("wrong_type", 0, 1),
          section.number("duplicate", 0, 1),
          section.number("resend", 0, 1),
          section.number("late_within", 0, 1),
          section.number("late_beyond", 0, 1),
          section.number("clock_future", 0, 1),
          section.number("clock_past", 0, 1),
          section.number("placeholder", 0, 1));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("simulator.dirt: " + e.getMessage(), e);
    }
  }

  private static CrowdShares crowd(Section section) {
    try {
      return new CrowdShares(
          section.number("refused", 0, 1),
          section.number("guests", 0, 1),
          section.number("later_login", 0, 1),
          section.number("bots", 0, 1),
          section.number("exposures", 0, 1));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("simulator.crowd: " + e.getMessage(), e);
    }
  }
}

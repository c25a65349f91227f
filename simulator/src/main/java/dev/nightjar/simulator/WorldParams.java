package dev.nightjar.simulator;

import java.time.LocalDate;

/**
 * Everything a world depends on: two worlds of equal parameters are equal byte for byte. Only the
 * number of days may differ without changing the days that both have.
 *
 * @param items items in the catalogue on the first day; more appear every day
 */
public record WorldParams(
    long seed,
    int users,
    int items,
    int days,
    LocalDate firstDay,
    DirtShares dirt,
    CrowdShares crowd) {

  /** The day a world begins unless told otherwise, a Monday. */
  public static final LocalDate DEFAULT_FIRST_DAY = LocalDate.of(2026, 1, 5);

  public WorldParams {
    check("users", users, 1, 10_000_000);
    check("items", items, 50, 1_000_000);
    check("days", days, 1, 3_650);
  }

  /** A world with the shares that ship. */
  public static WorldParams of(long seed, int users, int items, int days) {
    return new WorldParams(
        seed, users, items, days, DEFAULT_FIRST_DAY, DirtShares.SHIPPED, CrowdShares.SHIPPED);
  }

  /** The last day that lands. */
  public LocalDate lastDay() {
    return firstDay.plusDays(days - 1L);
  }

  /** The same world over another number of days. */
  public WorldParams withDays(int other) {
    return new WorldParams(seed, users, items, other, firstDay, dirt, crowd);
  }

  /** The same world with other shares of dirt. */
  public WorldParams withDirt(DirtShares other) {
    return new WorldParams(seed, users, items, days, firstDay, other, crowd);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be from " + min + " to " + max);
    }
  }
}

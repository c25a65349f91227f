package dev.nightjar.export.snapshot;

import dev.nightjar.settings.Settings;

/**
 * What of the catalogue requests can filter by, section {@code export.filters}.
 *
 * @param properties how many of the sender's own properties, those that most items have
 * @param valueBytes bytes of the different values of an attribute, at most; one with more is left
 *     out
 */
public record FilterParams(int properties, long valueBytes) {
  private static final int MEGABYTE_BITS = 20;

  /** Reads section {@code export.filters}. */
  public static FilterParams load(Settings settings) {
    return new FilterParams(
        settings.section("export").integer("filters.properties", 0, 1_000),
        (long) settings.section("export").integer("filters.megabytes", 0, 1_024) << MEGABYTE_BITS);
  }
}

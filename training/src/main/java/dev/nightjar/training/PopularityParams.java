package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of the popular lists, section {@code training.popularity}.
 *
 * @param halfLifeDays half-life of the list of late
 * @param segmentHalfLifeDays half-life of the lists of segments, longer because a segment has fewer
 *     persons
 * @param count items a list at most
 */
public record PopularityParams(double halfLifeDays, double segmentHalfLifeDays, int count) {
  /** Checks the ranges. */
  public PopularityParams {
    if (!(halfLifeDays > 0) || !(segmentHalfLifeDays > 0) || count < 1) {
      throw new ConfigurationException(
          ("training.popularity: half-lives must be above 0 and count at least 1, but are %s, %s,"
                  + " %d")
              .formatted(halfLifeDays, segmentHalfLifeDays, count));
    }
  }

  /** Reads section {@code training.popularity}. */
  public static PopularityParams load(Settings settings) {
    Section section = settings.section("training").section("popularity");
    return new PopularityParams(
        section.number("half_life_days", 0.01, 36500),
        section.number("segment_half_life_days", 0.01, 36500),
        section.integer("count", 1, 100_000));
  }
}

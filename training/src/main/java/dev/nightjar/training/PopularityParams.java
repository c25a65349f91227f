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
 * @param risingHalfLifeDays half-life of the last days that a rising item is told by
 * @param risingPastDays half-life of the past that they are compared with
 * @param risingShrinkage person-days that are added to what was to be expected, so that an item
 *     that few met does not rise by chance
 * @param count items a list at most
 */
public record PopularityParams(
    double halfLifeDays,
    double segmentHalfLifeDays,
    double risingHalfLifeDays,
    double risingPastDays,
    double risingShrinkage,
    int count) {
  /** Checks the ranges. */
  public PopularityParams {
    if (!(halfLifeDays > 0) || !(segmentHalfLifeDays > 0) || count < 1) {
      throw new ConfigurationException(
          ("training.popularity: half-lives must be above 0 and count at least 1, but are %s, %s,"
                  + " %d")
              .formatted(halfLifeDays, segmentHalfLifeDays, count));
    }
    if (!(risingHalfLifeDays > 0)
        || !(risingPastDays > risingHalfLifeDays)
        || !(risingShrinkage > 0)) {
      throw new ConfigurationException(
          ("training.popularity.rising: half_life_days and shrinkage must be above 0 and past_days"
                  + " above half_life_days, but are %s, %s, %s")
              .formatted(risingHalfLifeDays, risingShrinkage, risingPastDays));
    }
  }

  /** Reads section {@code training.popularity}. */
  public static PopularityParams load(Settings settings) {
    Section section = settings.section("training").section("popularity");
    return new PopularityParams(
        section.number("half_life_days", 0.01, 36500),
        section.number("segment_half_life_days", 0.01, 36500),
        section.number("rising.half_life_days", 0.01, 36500),
        section.number("rising.past_days", 0.01, 36500),
        section.number("rising.shrinkage", 1e-6, 1e6),
        section.integer("count", 1, 100_000));
  }
}

package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of neighbours of items, section {@code training.neighbors}.
 *
 * @param count neighbours kept an item
 * @param visitWeight share of the similarity that comes from items of one person's day, 0 to 1; the
 *     rest comes from items of one person
 * @param exponent power of an item's norm that divides: 0.5 is the cosine, less favours popular
 *     items
 * @param shrinkage persons in common at which a similarity counts half
 * @param maxPairs pairs that one task holds before it hands them on
 * @param ease when weights in closed form take the place of cosines
 */
public record NeighborParams(
    int count,
    double visitWeight,
    double exponent,
    double shrinkage,
    int maxPairs,
    EaseParams ease) {
  /** Name of the closed form of {@link Ease}. */
  static final String EASE = "ease";

  /** Name of the cosine over baskets. */
  static final String COSINE = "cosine";

  /** Checks the ranges. */
  public NeighborParams {
    if (count < 1 || maxPairs < 1024) {
      throw new ConfigurationException(
          "training.neighbors: count must be at least 1 and max_pairs at least 1024, but are %d, %d"
              .formatted(count, maxPairs));
    }
    if (!(visitWeight >= 0 && visitWeight <= 1)
        || !(exponent >= 0 && exponent <= 1)
        || !(shrinkage >= 0)) {
      throw new ConfigurationException(
          ("training.neighbors: visit_weight and exponent must be within 0 and 1 and shrinkage at"
                  + " least 0, but are %s, %s, %s")
              .formatted(visitWeight, exponent, shrinkage));
    }
  }

  /** The method that makes the neighbours of so many items. */
  String method(long items) {
    return items <= ease.maxItems() ? EASE : COSINE;
  }

  /** Reads section {@code training.neighbors}. */
  public static NeighborParams load(Settings settings) {
    Section section = settings.section("training").section("neighbors");
    return new NeighborParams(
        section.integer("count", 1, 10_000),
        section.number("visit_weight", 0, 1),
        section.number("exponent", 0, 1),
        section.number("shrinkage", 0, 1e6),
        section.integer("max_pairs", 1024, 100_000_000),
        EaseParams.load(section));
  }
}

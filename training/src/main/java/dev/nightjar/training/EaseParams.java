package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;

/**
 * When and how {@link Ease} makes the neighbours, section {@code training.neighbors.ease}.
 *
 * @param maxItems most items of a window that it is used for; with more, neighbours are cosines
 * @param ridge regularisation, in times the mean weight of an item's baskets
 */
public record EaseParams(int maxItems, double ridge) {
  /** Checks the ranges. */
  public EaseParams {
    if (maxItems < 0 || maxItems > Ease.MOST_ITEMS || !(ridge > 0)) {
      throw new ConfigurationException(
          ("training.neighbors.ease: max_items must be within 0 and %d and ridge above 0, but are"
                  + " %d, %s")
              .formatted(Ease.MOST_ITEMS, maxItems, ridge));
    }
  }

  static EaseParams load(Section neighbors) {
    Section section = neighbors.section("ease");
    return new EaseParams(
        section.integer("max_items", 0, Ease.MOST_ITEMS), section.number("ridge", 1e-6, 1e6));
  }
}

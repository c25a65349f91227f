package dev.nightjar.training;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;

/**
 * Parameters of likeness by texts, section {@code training.content}.
 *
 * @param count items kept that are like an item; 0 leaves the source out
 * @param maxItemsAWord words of more items than this tell nothing and are left out
 * @param knownShare how much more, at most, the best known item counts than one nobody met, 0 to 1
 */
public record ContentParams(int count, int maxItemsAWord, double knownShare) {
  /** Checks the ranges. */
  public ContentParams {
    if (count < 0 || maxItemsAWord < 2 || !(knownShare >= 0 && knownShare <= 1)) {
      throw new ConfigurationException(
          ("training.content: count must be at least 0, max_items_a_word at least 2 and known_share"
                  + " 0 to 1, but are %d, %d, %s")
              .formatted(count, maxItemsAWord, knownShare));
    }
  }

  /** Reads section {@code training.content}. */
  public static ContentParams load(Settings settings) {
    Section section = settings.section("training").section("content");
    return new ContentParams(
        section.integer("count", 0, 10_000),
        section.integer("max_items_a_word", 2, 10_000_000),
        section.number("known_share", 0, 1));
  }
}

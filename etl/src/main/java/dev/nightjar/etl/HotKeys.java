package dev.nightjar.etl;

import java.util.Locale;

/**
 * Who and what stands out of the days that a night has rebuilt.
 *
 * @param robotDays days of people that were taken for a robot's
 * @param cutDays days of people of which a part was beyond the cap
 * @param hottestItem item that most interactions are about; empty if there are none
 * @param share its share of the interactions, 0 to 1
 */
public record HotKeys(long robotDays, long cutDays, String hottestItem, double share) {

  static final HotKeys NONE = new HotKeys(0, 0, "", 0);

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "HotKeys[robotDays=%d, cutDays=%d, hottestItem=%s, share=%.3f]",
        robotDays,
        cutDays,
        hottestItem,
        share);
  }
}

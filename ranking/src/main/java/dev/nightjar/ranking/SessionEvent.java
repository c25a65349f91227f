package dev.nightjar.ranking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a person did in the current session.
 *
 * @param itemId the item's own id; unknown items are ignored
 * @param interaction the interaction's name: {@code view}, {@code click}, {@code like}, {@code
 *     complete}, {@code purchase}, {@code rating}, {@code dismiss} or {@code return}
 * @param timestamp when, or null when the caller does not say
 */
public record SessionEvent(String itemId, String interaction, @Nullable Instant timestamp) {
  /** Name of the interaction that takes an item out of every answer at once. */
  public static final String DISMISS = "dismiss";

  /** Name of the interaction that takes a purchase back: no sign of taste for the item. */
  public static final String RETURN = "return";

  /** Whether the event speaks against its item. */
  public boolean negative() {
    return DISMISS.equals(interaction) || RETURN.equals(interaction);
  }
}

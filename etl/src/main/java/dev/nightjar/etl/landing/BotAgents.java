package dev.nightjar.etl.landing;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a robot by its user agent.
 *
 * @param words in small letters, that mark a robot's
 */
record BotAgents(List<String> words) implements Serializable {

  /** Whether the user agent names a robot. */
  boolean name(@Nullable String userAgent) {
    if (userAgent == null) {
      return false;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (agent.contains(word)) {
        return true;
      }
    }
    return false;
  }
}

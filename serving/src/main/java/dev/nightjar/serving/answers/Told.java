package dev.nightjar.serving.answers;

import dev.nightjar.ranking.Reasons;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of its items beside the items themselves. Immutable.
 *
 * @param reasons why it is as it is, for people who look into it; null where nobody asked
 * @param sentences why, for end users: one of each item, in their order; empty where nobody asked
 */
record Told(@Nullable Reasons reasons, List<String> sentences) {
  /** Nobody asked. */
  static final Told NOTHING = new Told(null, List.of());

  Told {
    sentences = List.copyOf(sentences);
  }
}

package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of whoever asks. Immutable.
 *
 * @param events what the person did, in the order of arrival
 * @param shown how many answers of the session showed each item
 * @param owner key under which further showings are kept; null where nobody is named
 */
public record Session(
    List<SessionEvent> events, Map<String, Integer> shown, @Nullable String owner) {
  /** Nobody's. */
  public static final Session NONE = new Session(List.of(), Map.of(), null);

  public Session {
    events = List.copyOf(events);
    shown = Map.copyOf(shown);
  }
}

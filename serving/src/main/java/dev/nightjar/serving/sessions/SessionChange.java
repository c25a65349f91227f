package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.List;

/** What one landed event changes of what is remembered. Immutable. */
public sealed interface SessionChange {
  /** Whom the event names. */
  LiveIds ids();

  /**
   * Somebody was seen, under these ids together, and did this.
   *
   * @param events oldest first; may be empty
   */
  record Seen(LiveIds ids, List<SessionEvent> events) implements SessionChange {
    public Seen {
      events = List.copyOf(events);
    }
  }

  /** What the previous id did is the user's from now on. */
  record Alias(LiveIds ids) implements SessionChange {}

  /** Somebody refuses: all events that the store would give for these ids are to go. */
  record Forget(LiveIds ids) implements SessionChange {}
}

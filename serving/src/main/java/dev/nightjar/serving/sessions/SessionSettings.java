package dev.nightjar.serving.sessions;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds of the session store.
 *
 * @param eventsEach how many of the newest events one session keeps
 * @param maxEvents how many events all sessions of one server's memory keep together; the least
 *     recently used go first
 * @param expiry how long after its last event a session is forgotten
 * @param shown what is made of the items that a session was shown
 * @param redis where servers keep their sessions together; empty when each has its own
 */
public record SessionSettings(
    int eventsEach, int maxEvents, Duration expiry, Shown shown, Optional<RedisSettings> redis) {

  /**
   * What is made of the items that a session was shown.
   *
   * @param ignoredAfter showings without any event on the item after which it sinks; 0 for never,
   *     and then none are kept
   * @param factor what each showing from then on multiplies, above 0 and below 1
   * @param itemsEach how many of the items shown last one session keeps
   */
  public record Shown(int ignoredAfter, double factor, int itemsEach) {
    /** Nothing sinks, and no showing is kept. */
    public static final Shown OFF = new Shown(0, 0.5, 1);

    /** Checks what a factor may be. */
    public Shown {
      if (ignoredAfter < 0 || !(factor > 0 && factor < 1) || itemsEach < 1) {
        throw new IllegalArgumentException(
            "nothing can sink after "
                + ignoredAfter
                + " of at most "
                + itemsEach
                + " showings by the factor "
                + factor);
      }
    }
  }

  public SessionSettings {
    if (eventsEach < 1 || maxEvents < eventsEach) {
      throw new IllegalArgumentException(
          "a store of " + maxEvents + " events cannot keep " + eventsEach + " a session");
    }
  }
}

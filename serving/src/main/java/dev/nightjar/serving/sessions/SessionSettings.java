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
 * @param redis where servers keep their sessions together; empty when each has its own
 */
public record SessionSettings(
    int eventsEach, int maxEvents, Duration expiry, Optional<RedisSettings> redis) {
  public SessionSettings {
    if (eventsEach < 1 || maxEvents < eventsEach) {
      throw new IllegalArgumentException(
          "a store of " + maxEvents + " events cannot keep " + eventsEach + " a session");
    }
  }
}

package dev.nightjar.serving.sessions;

import dev.nightjar.ranking.SessionEvent;
import java.util.List;

/**
 * The newest events of each person, by pseudonymous key, bounded and expiring. An event with a user
 * is kept under the user, a guest's under the device; who reads what is decided by {@link
 * LivePersons}, by the rule that the tables follow. Thread-safe.
 */
public interface SessionStore extends AutoCloseable {

  /** The store that the settings ask for: one that servers share, or this process's own memory. */
  static SessionStore open(SessionSettings settings) {
    return settings
        .redis()
        .<SessionStore>map(redis -> RedisSessionStore.open(settings, redis))
        .orElseGet(() -> new MemorySessionStore(settings));
  }

  /**
   * Takes what events said, in their order. When this returns, every {@link #events} of every
   * server that shares the store knows of it. Never fails: the events are durable elsewhere, and
   * what could not be kept is counted.
   */
  void apply(List<SessionChange> changes);

  /**
   * What is kept of whoever the ids stand for.
   *
   * @throws SessionsUnavailableException when it cannot be read in time
   */
  Session session(LiveIds ids);

  /** The events of whoever the ids stand for, each once, in the order in which they arrived. */
  default List<SessionEvent> events(LiveIds ids) {
    return session(ids).events();
  }

  /**
   * Notes that an answer shows these items. The next {@link #session} of this server knows of it,
   * that of another server a moment later. Never waits for a store elsewhere and never fails: what
   * could not be kept is counted. It does not lengthen the life of a session.
   *
   * @param owner of {@link Session#owner}
   */
  void shown(String owner, List<String> items);

  /** How many keys are known, about. */
  long size();

  /** What could not be read or kept. */
  SessionMeters meters();

  @Override
  void close();
}

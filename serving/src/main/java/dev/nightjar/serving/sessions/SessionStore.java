package dev.nightjar.serving.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightjar.ranking.SessionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest events of each session, by pseudonymous key, in memory only. An event is kept under
 * every key of its person and counted once when keys are read together. Thread-safe: a session is
 * an immutable array that is replaced.
 */
public final class SessionStore {
  private static final int BASE_WEIGHT = 2;

  private final int eventsEach;
  private final Cache<String, Stored[]> sessions;
  private final AtomicLong sequence = new AtomicLong();

  public SessionStore(SessionSettings settings) {
    eventsEach = settings.eventsEach();
    sessions =
        Caffeine.newBuilder()
            .maximumWeight((long) settings.maxEvents() + BASE_WEIGHT)
            .weigher((String key, Stored[] events) -> events.length + BASE_WEIGHT)
            .expireAfterWrite(settings.expiry())
            .executor(Runnable::run)
            .build();
  }

  /** Adds events, oldest first, to every one of the keys. */
  public void add(List<String> keys, List<SessionEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    Stored[] added = new Stored[events.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = new Stored(sequence.incrementAndGet(), events.get(i));
    }
    for (String key : keys) {
      sessions.asMap().merge(key, newest(added), this::joined);
    }
  }

  /** Forgets all events under these keys. */
  public void forget(List<String> keys) {
    sessions.invalidateAll(keys);
  }

  /** The events under any of the keys, each once, in the order in which they arrived. */
  public List<SessionEvent> events(List<String> keys) {
    List<Stored> found = new ArrayList<>();
    for (String key : keys) {
      Stored[] events = sessions.getIfPresent(key);
      if (events != null) {
        found.addAll(Arrays.asList(events));
      }
    }
    if (found.isEmpty()) {
      return List.of();
    }
    found.sort(Comparator.comparingLong(Stored::sequence));
    List<SessionEvent> events = new ArrayList<>(found.size());
    long last = 0;
    for (Stored stored : found) {
      if (stored.sequence() != last) {
        events.add(stored.event());
      }
      last = stored.sequence();
    }
    return events;
  }

  /** How many sessions are kept, about. */
  public long size() {
    return sessions.estimatedSize();
  }

  private Stored[] joined(Stored[] before, Stored[] added) {
    Stored[] all = Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, all, before.length, added.length);
    return newest(all);
  }

  private Stored[] newest(Stored[] events) {
    return events.length <= eventsEach
        ? events
        : Arrays.copyOfRange(events, events.length - eventsEach, events.length);
  }

  private record Stored(long sequence, SessionEvent event) {}
}

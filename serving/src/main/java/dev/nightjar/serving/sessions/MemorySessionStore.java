package dev.nightjar.serving.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightjar.ranking.SessionEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the memory of this process alone: what one server does by itself. Lost at a restart.
 * Thread-safe: a trace is immutable and replaced.
 */
final class MemorySessionStore implements SessionStore {
  private static final int BASE_WEIGHT = 2;

  private final int eventsEach;
  private final Cache<String, Trace> traces;
  private final AtomicLong sequence = new AtomicLong();
  private final LivePersons persons;
  private final SessionMeters meters = new SessionMeters(() -> true, () -> 0);

  MemorySessionStore(SessionSettings settings) {
    eventsEach = settings.eventsEach();
    traces =
        Caffeine.newBuilder()
            .maximumWeight((long) settings.maxEvents() + BASE_WEIGHT)
            .weigher((String key, Trace trace) -> trace.events().length + BASE_WEIGHT)
            .expireAfterWrite(settings.expiry())
            .executor(Runnable::run)
            .build();
    persons = new LivePersons(this::trace);
  }

  @Override
  public void apply(List<SessionChange> changes) {
    for (SessionChange change : changes) {
      if (change instanceof SessionChange.Forget) {
        forget(change.ids());
      } else {
        TraceChange.of(change).forEach(this::change);
      }
    }
  }

  @Override
  public List<SessionEvent> events(LiveIds ids) {
    // Most requests of a server that was sent no events end here.
    return ids.isNobody() || traces.estimatedSize() == 0 ? List.of() : persons.events(ids);
  }

  @Override
  public long size() {
    return traces.estimatedSize();
  }

  @Override
  public SessionMeters meters() {
    return meters;
  }

  /** Nothing to give back. */
  @Override
  public void close() {}

  private void forget(LiveIds ids) {
    for (String key : persons.keys(ids)) {
      traces.asMap().computeIfPresent(key, (k, trace) -> trace.withoutEvents());
    }
  }

  private Trace trace(String key) {
    @Nullable Trace trace = traces.getIfPresent(key);
    return trace == null ? Trace.NONE : trace;
  }

  private void change(TraceChange change) {
    Trace.Stored[] added = new Trace.Stored[change.events().size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = new Trace.Stored(sequence.incrementAndGet(), change.events().get(i));
    }
    traces
        .asMap()
        .compute(
            change.key(),
            (key, trace) -> (trace == null ? Trace.NONE : trace).with(change, added, eventsEach));
  }
}

package dev.nightjar.serving.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the memory of this process alone: what one server does by itself. Lost at a restart.
 * Thread-safe: a trace is immutable and replaced.
 */
final class MemorySessionStore implements SessionStore {
  private static final int BASE_WEIGHT = 2;

  private final int eventsEach;
  private final int shownEach;
  private final Duration expiry;
  private final Cache<String, Trace> traces;
  private final Policy.VarExpiration<String, Trace> expiring;
  private final AtomicLong sequence = new AtomicLong();
  private final LivePersons persons;
  private final SessionMeters meters = new SessionMeters(() -> true, () -> 0);

  MemorySessionStore(SessionSettings settings) {
    eventsEach = settings.eventsEach();
    shownEach = settings.shown().itemsEach();
    expiry = settings.expiry();
    traces =
        Caffeine.newBuilder()
            .maximumWeight((long) settings.maxEvents() + BASE_WEIGHT)
            .weigher(MemorySessionStore::weight)
            .expireAfter(Expiry.<String, Trace>writing((key, trace) -> expiry))
            .executor(Runnable::run)
            .build();
    expiring = traces.policy().expireVariably().orElseThrow();
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
  public Session session(LiveIds ids) {
    if (ids.isNobody()) {
      return Session.NONE;
    }
    // Most requests of a server that was sent no events end here.
    return traces.estimatedSize() == 0
        ? new Session(List.of(), Map.of(), LivePersons.owner(ids, Set.of()))
        : persons.session(ids);
  }

  @Override
  public void shown(String owner, List<String> items) {
    Duration left = expiring.getExpiresAfter(owner).orElse(expiry);
    replace(owner, left, trace -> trace.withShown(items, shownEach));
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

  private static int weight(String key, Trace trace) {
    return trace.events().length + trace.shown().size() + BASE_WEIGHT;
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
    replace(change.key(), expiry, trace -> trace.with(change, added, eventsEach));
  }

  private void replace(String owner, Duration left, UnaryOperator<Trace> change) {
    Trace unused =
        expiring.compute(
            owner, (key, trace) -> change.apply(trace == null ? Trace.NONE : trace), left);
  }
}

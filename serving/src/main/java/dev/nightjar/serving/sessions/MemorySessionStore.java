package dev.nightjar.serving.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightjar.ranking.SessionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of each person, by pseudonymous key, in memory only. An event with a user is
 * kept under the user, a guest's under the device; who reads what is decided by {@link
 * LivePersons}, by the rule that the tables follow. Thread-safe: a trace is immutable and replaced.
 */
public final class SessionStore {
  private static final int BASE_WEIGHT = 2;

  private final int eventsEach;
  private final Cache<String, Trace> traces;
  private final AtomicLong sequence = new AtomicLong();
  private final LivePersons persons;

  public SessionStore(SessionSettings settings) {
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

  /** Takes the events of one landed event, oldest first, and that its ids were seen together. */
  public void add(LiveIds ids, List<SessionEvent> events) {
    String owner = ids.user() == null ? ids.anonymous() : ids.user();
    boolean saysNothing = events.isEmpty() && ids.user() == null;
    if (owner == null || saysNothing) {
      return;
    }
    if (ids.user() != null && ids.anonymous() != null) {
      join(ids.anonymous(), ids.user());
    }
    int role = ids.user() == null ? Trace.GUEST : Trace.USER;
    Trace.Stored[] added = new Trace.Stored[events.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = new Trace.Stored(sequence.incrementAndGet(), events.get(i));
    }
    change(owner, trace -> trace.with(added, eventsEach).seenAs(role));
    if (ids.session() != null) {
      change(ids.session(), trace -> trace.linkedTo(owner));
    }
  }

  /** Takes an alias: what the previous id did is the user's from now on. */
  public void alias(LiveIds ids) {
    if (ids.user() != null && ids.previous() != null) {
      join(ids.previous(), ids.user());
      change(ids.user(), trace -> trace.seenAs(Trace.TARGET));
    }
  }

  /** Forgets all events that {@link #events} would give for these ids. */
  public void forget(LiveIds ids) {
    for (String key : persons.keys(ids)) {
      traces.asMap().computeIfPresent(key, (k, trace) -> trace.withoutEvents());
    }
  }

  /** The events of whoever the ids stand for, each once, in the order in which they arrived. */
  public List<SessionEvent> events(LiveIds ids) {
    if (ids.isNobody()) {
      return List.of();
    }
    List<Trace.Stored> found = new ArrayList<>();
    Set<String> keys = persons.keys(ids);
    for (String key : keys) {
      found.addAll(Arrays.asList(trace(key).events()));
    }
    found.sort(Comparator.comparingLong(Trace.Stored::sequence));
    List<SessionEvent> events = new ArrayList<>(found.size());
    found.forEach(stored -> events.add(stored.event()));
    return events;
  }

  /** How many keys are known, about. */
  public long size() {
    return traces.estimatedSize();
  }

  private void join(String guest, String user) {
    if (!guest.equals(user)) {
      change(guest, trace -> trace.linkedTo(user).seenAs(Trace.GUEST));
      change(user, trace -> trace.linkedTo(guest));
    }
  }

  private Trace trace(String key) {
    @Nullable Trace trace = traces.getIfPresent(key);
    return trace == null ? Trace.NONE : trace;
  }

  private void change(String key, UnaryOperator<Trace> change) {
    traces.asMap().compute(key, (k, trace) -> change.apply(trace == null ? Trace.NONE : trace));
  }
}

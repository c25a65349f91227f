package dev.nightjar.serving.sessions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals that Redis was not told yet: while it is away they wait here, because what it kept must
 * not come back with it. What they are about expires there by itself, and they with it. Bounded;
 * thread-safe.
 */
final class OpenRefusals {
  private static final Logger LOG = LoggerFactory.getLogger(OpenRefusals.class);
  private static final int MOST = 10_000;

  private final long expiryNanos;
  private final Map<LiveIds, Long> since = new LinkedHashMap<>();
  private final Map<String, Integer> named = new HashMap<>();
  private volatile int count;
  private boolean saidSo;

  OpenRefusals(Duration expiry) {
    expiryNanos = expiry.toNanos();
  }

  /**
   * One of them.
   *
   * @param ids whom it is about
   * @param since when it was said, in the time of {@link System#nanoTime}; a later one of the same
   *     ids is another
   */
  record Refusal(LiveIds ids, long since) {}

  /** How many wait. */
  int count() {
    return count;
  }

  synchronized void add(LiveIds ids) {
    if (since.size() == MOST && !since.containsKey(ids)) {
      LiveIds oldest = since.keySet().iterator().next();
      since.remove(oldest);
      unname(oldest);
      if (!saidSo) {
        saidSo = true;
        LOG.warn("over {} refusals wait for Redis; the oldest are left to the expiry", MOST);
      }
    }
    if (since.put(ids, System.nanoTime()) == null) {
      keys(ids).forEach(key -> named.merge(key, 1, Integer::sum));
    }
    count = since.size();
  }

  /** The oldest ones. */
  synchronized List<Refusal> oldest(int most) {
    long now = System.nanoTime();
    List<Refusal> found = new ArrayList<>();
    List<Refusal> expired = new ArrayList<>();
    Iterator<Map.Entry<LiveIds, Long>> all = since.entrySet().iterator();
    while (all.hasNext() && found.size() < most) {
      Map.Entry<LiveIds, Long> next = all.next();
      Refusal refusal = new Refusal(next.getKey(), next.getValue());
      (now - refusal.since() > expiryNanos ? expired : found).add(refusal);
    }
    done(expired);
    return found;
  }

  synchronized void done(Collection<Refusal> carriedOut) {
    for (Refusal refusal : carriedOut) {
      if (since.remove(refusal.ids(), refusal.since())) {
        unname(refusal.ids());
      }
    }
    count = since.size();
    saidSo &= count > 0;
  }

  /**
   * Whether one of them is about whoever asks.
   *
   * @param ids that are asked for
   * @param person all keys of whom they stand for
   */
  boolean concern(LiveIds ids, Set<String> person) {
    return count > 0 && isNamed(ids, person);
  }

  private synchronized boolean isNamed(LiveIds ids, Set<String> person) {
    return person.stream().anyMatch(named::containsKey)
        || keys(ids).stream().anyMatch(named::containsKey);
  }

  private void unname(LiveIds ids) {
    for (String key : keys(ids)) {
      named.computeIfPresent(key, (k, times) -> times == 1 ? null : times - 1);
    }
  }

  private static List<String> keys(LiveIds ids) {
    List<String> keys = new ArrayList<>(ids.persons());
    if (ids.session() != null) {
      keys.add(ids.session());
    }
    return keys;
  }
}

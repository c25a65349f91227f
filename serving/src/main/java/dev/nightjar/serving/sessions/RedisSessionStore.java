package dev.nightjar.serving.sessions;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in a Redis that several servers share: an event posted at one is in the next answer of
 * every other. A read is one trip: a script brings the traces next to the ids, and {@link
 * LivePersons} says here whose they are. Reads and writes have a connection each, so that a large
 * batch keeps no answer waiting. Thread-safe.
 */
final class RedisSessionStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);

  private static final int REFUSALS_AT_ONCE = 2_500;
  private static final int QUEUE = 10_000;

  /** A script holds every other request up while it runs. */
  private static final int STEPS_AT_ONCE = 64;

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisLink reading;
  private final RedisLink writing;
  private final OpenRefusals refusals;
  private final SessionMeters meters;
  private final TraceScripts scripts;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread keeper = new Thread(this::keep, "nightjar-sessions");
  private volatile long size;

  private RedisSessionStore(SessionSettings settings, RedisSettings redis) {
    scripts = new TraceScripts(settings, redis);
    resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .build();
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .requestQueueSize(QUEUE)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .timeoutOptions(TimeoutOptions.create())
            .build());
    RedisURI address = RedisURI.create(redis.url().reveal());
    address.setTimeout(CONNECT);
    reading = new RedisLink(client, address, redis.readTimeout(), "sessions in answers");
    writing = new RedisLink(client, address, redis.writeTimeout(), "events in sessions");
    refusals = new OpenRefusals(settings.expiry());
    meters = new SessionMeters(() -> reading.isUp() && writing.isUp(), refusals::count);
  }

  /** Starts with or without a Redis that answers: one that does not is asked again and again. */
  static RedisSessionStore open(SessionSettings settings, RedisSettings redis) {
    RedisSessionStore store = new RedisSessionStore(settings, redis);
    store.mend();
    store.keeper.setDaemon(true);
    store.keeper.start();
    return store;
  }

  @Override
  public void apply(List<SessionChange> changes) {
    long deadline = writing.deadline();
    List<List<TraceChange>> steps = new ArrayList<>();
    boolean refused = false;
    for (SessionChange change : changes) {
      boolean refuses = change instanceof SessionChange.Forget;
      if (refused && !refuses) {
        carryOut(deadline);
      } else if (refuses && !refused) {
        keep(steps, deadline);
        steps.clear();
      }
      refused = refuses;
      if (refuses) {
        refusals.add(change.ids());
      } else {
        addTo(steps, TraceChange.of(change));
      }
    }
    if (refused) {
      carryOut(deadline);
    }
    keep(steps, deadline);
  }

  @Override
  public Session session(LiveIds ids) {
    if (ids.isNobody()) {
      return Session.NONE;
    }
    try {
      Map<String, Trace> traces =
          reading.call(reading.deadline(), commands -> scripts.read(commands, ids));
      LivePersons persons = new LivePersons(traces::get);
      Set<String> keys = persons.keys(ids);
      return refusals.concern(ids, keys) ? Session.NONE : persons.session(ids, keys);
    } catch (SessionsUnavailableException e) {
      meters.failedReads().increment();
      throw e;
    }
  }

  /** By the connection of reads, so that the next read of this server comes after it. */
  @Override
  public void shown(String owner, List<String> items) {
    reading.send(
        commands -> scripts.shown(commands, owner, items), meters.failedWrites()::increment);
  }

  /** As Redis said when this server last wrote. */
  @Override
  public long size() {
    return size;
  }

  @Override
  public SessionMeters meters() {
    return meters;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      keeper.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reading.close();
    writing.close();
    client.shutdown(Duration.ZERO, CONNECT);
    resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void keep() {
    try {
      while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        mend();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Refusals come first: what they are about must not be read once more. */
  private void mend() {
    try {
      writing.mend();
      if (writing.isUp()) {
        carryOut(writing.deadline());
      }
      reading.mend();
    } catch (RuntimeException e) {
      // The keeper must outlive any fault, or this server would never find its sessions again.
      LOG.error("looking after the connections to Redis failed", e);
    }
  }

  /** What one event changes is never torn, so that nobody sees half of a log-in. */
  private static void addTo(List<List<TraceChange>> steps, List<TraceChange> more) {
    int last = steps.size() - 1;
    if (more.isEmpty()) {
      return;
    }
    if (last >= 0 && steps.get(last).size() + more.size() <= STEPS_AT_ONCE) {
      steps.get(last).addAll(more);
    } else {
      steps.add(new ArrayList<>(more));
    }
  }

  private void keep(List<List<TraceChange>> steps, long deadline) {
    if (steps.isEmpty()) {
      return;
    }
    try {
      size =
          writing.call(
              deadline,
              commands -> {
                List<CompletableFuture<Long>> sent = new ArrayList<>(steps.size());
                for (List<TraceChange> step : steps) {
                  sent.add(scripts.write(commands, step).thenApply(this::heard));
                }
                return all(sent).thenApply(done -> sent.get(sent.size() - 1).join());
              });
    } catch (SessionsUnavailableException e) {
      meters.failedWrites().increment();
    }
  }

  private long heard(long known) {
    writing.heard();
    return known;
  }

  /** Forgets of whom the open refusals are; what cannot be done now stays open. */
  private void carryOut(long deadline) {
    List<OpenRefusals.Refusal> open = refusals.oldest(REFUSALS_AT_ONCE);
    if (open.isEmpty()) {
      return;
    }
    List<CompletableFuture<Set<String>>> persons = new ArrayList<>(open.size());
    try {
      writing.call(
          deadline,
          commands -> {
            for (OpenRefusals.Refusal refusal : open) {
              LiveIds ids = refusal.ids();
              persons.add(
                  scripts
                      .read(commands, ids)
                      .thenApply(traces -> new LivePersons(traces::get).keys(ids))
                      // What cannot be read there cannot tell who else this is.
                      .exceptionally(unreadable -> Set.copyOf(ids.persons())));
            }
            return all(persons);
          });
      Set<String> keys = new LinkedHashSet<>();
      persons.forEach(person -> keys.addAll(person.join()));
      writing.call(deadline, commands -> scripts.forget(commands, keys));
      refusals.done(open);
    } catch (SessionsUnavailableException e) {
      LOG.debug("{} refusals stay open: {}", open.size(), e.getMessage());
    }
  }

  private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> answers) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }
}

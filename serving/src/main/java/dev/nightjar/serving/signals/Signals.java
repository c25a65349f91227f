package dev.nightjar.serving.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightjar.ranking.RequestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals from outside for the context of requests, kept from one request to the next. Values that
 * are no longer fresh are used while newer ones are fetched behind the answers, one request a place
 * at a time; only where nobody has any does an answer wait, for its budget. After some failures in
 * a row the provider is left alone for a while. Thread-safe.
 */
public final class Signals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
  private static final int PLACES = 1_000;
  private static final int AT_ONCE = 4;
  private static final int FAILURES = 3;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SignalSettings settings;
  private final @Nullable SignalProvider provider;
  private final Cache<Place, Slot> slots = Caffeine.newBuilder().maximumSize(PLACES).build();
  private final ExecutorService fetchers;
  private final LongAdder failures = new LongAdder();
  private int failedInARow;
  private long closedUntil;
  private boolean saidSo;

  /**
   * A context with what is known from outside.
   *
   * @param context with the signals, where the caller does not say otherwise itself
   * @param degraded whether newer values should have come
   */
  public record Found(RequestContext context, boolean degraded) {}

  /** What is known of a place, and the fetch that is under way. */
  private static final class Slot {
    private @Nullable Known known;
    private @Nullable Fetch fetch;
    private boolean failed;
  }

  private record Known(Map<String, String> values, long at) {}

  private record Fetch(CountDownLatch done, long since) {}

  public Signals(SignalSettings settings) {
    this.settings = settings;
    provider = settings.url().map(url -> new SignalProvider(url, settings.timeout())).orElse(null);
    fetchers =
        new ThreadPoolExecutor(
            0,
            AT_ONCE,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "nightjar-signals");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** No provider: every context is as the caller says. */
  public static Signals none() {
    Duration any = Duration.ofSeconds(1);
    return new Signals(new SignalSettings(Optional.empty(), any, any, any, any));
  }

  /** The context of a request with the signals of its place. */
  public Found in(RequestContext context) {
    if (provider == null) {
      return new Found(context, false);
    }
    Place place = Place.of(context);
    Slot slot = slots.get(place, none -> new Slot());
    Fetch fetch = look(slot, place);
    if (fetch != null) {
      await(fetch);
    }
    synchronized (slot) {
      Known known = slot.known;
      long age = known == null ? Long.MAX_VALUE : System.nanoTime() - known.at();
      if (known == null || age > settings.keep().toNanos()) {
        return new Found(context, true);
      }
      boolean late = age > settings.ttl().toNanos() && slot.failed;
      return new Found(with(context, known.values()), late);
    }
  }

  /** Requests to the provider that gave nothing. */
  public long failures() {
    return failures.sum();
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
  }

  /** Starts a fetch where one is due; gives one to wait for where nobody knows anything. */
  private @Nullable Fetch look(Slot slot, Place place) {
    synchronized (slot) {
      long now = System.nanoTime();
      Known known = slot.known;
      if (known != null && now - known.at() <= settings.ttl().toNanos()) {
        return null;
      }
      if (slot.fetch == null && mayAsk(now)) {
        Fetch fetch = new Fetch(new CountDownLatch(1), now);
        try {
          slot.fetch = fetch;
          fetchers.execute(() -> fetch(slot, place, fetch));
        } catch (RejectedExecutionException tooMany) {
          slot.fetch = null;
        }
      }
      boolean usable = known != null && now - known.at() <= settings.keep().toNanos();
      return usable ? null : slot.fetch;
    }
  }

  /** All answers that wait for a fetch give up at the same moment: it costs one budget in all. */
  private void await(Fetch fetch) {
    long left = fetch.since() + settings.budget().toNanos() - System.nanoTime();
    try {
      if (left > 0 && !fetch.done().await(left, TimeUnit.NANOSECONDS)) {
        LOG.debug("the provider of signals takes longer than the budget");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch(Slot slot, Place place, Fetch fetch) {
    Map<String, String> values = null;
    try {
      values = provider == null ? null : provider.ask(place);
      succeeded();
    } catch (IOException | RuntimeException e) {
      failed(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (slot) {
        slot.fetch = null;
        slot.failed = values == null;
        slot.known = values == null ? slot.known : new Known(values, System.nanoTime());
      }
      fetch.done().countDown();
    }
  }

  private synchronized boolean mayAsk(long now) {
    return failedInARow < FAILURES || now - closedUntil >= 0;
  }

  private synchronized void succeeded() {
    failedInARow = 0;
    if (saidSo) {
      saidSo = false;
      LOG.info("the provider of signals answers again");
    }
  }

  private synchronized void failed(String why) {
    failures.increment();
    failedInARow++;
    closedUntil = System.nanoTime() + PAUSE_NANOS;
    if (!saidSo) {
      saidSo = true;
      LOG.warn("the provider of signals gives none ({}): answers go on with the last ones", why);
    }
  }

  private static RequestContext with(RequestContext context, Map<String, String> values) {
    RequestContext all = context;
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (context.value(value.getKey()) == null) {
        all = all.with(value.getKey(), value.getValue());
      }
    }
    return all;
  }
}

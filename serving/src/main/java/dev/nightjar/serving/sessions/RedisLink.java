package dev.nightjar.serving.sessions;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that holds nobody up: a call waits for its time-out at the most, and
 * after a few failures in a row calls fail at once, without being sent, until {@link #mend} has a
 * new connection that answers. An error that Redis answers with is no such failure: it costs no
 * time and concerns one key. Thread-safe; {@code mend} belongs to one thread.
 */
final class RedisLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /** Some at one time may be a pause of this process; so many, for as long, are not. */
  private static final int FAILURES = 3;

  private static final int TIMEOUTS_LONG = 5;
  private static final Duration BETWEEN_ERRORS = Duration.ofMinutes(1);

  private final RedisClient client;
  private final RedisURI address;
  private final Duration timeout;
  private final String purpose;
  private volatile @Nullable StatefulRedisConnection<String, String> connection;
  private volatile boolean closed;
  private boolean saidSo;
  private volatile int failures;
  private long firstFailure;
  private long lastError;

  /**
   * @param purpose what is lost without it, for the log
   */
  RedisLink(RedisClient client, RedisURI address, Duration timeout, String purpose) {
    this.client = client;
    this.address = address;
    this.timeout = timeout;
    this.purpose = purpose;
  }

  /** Whether calls are sent. */
  boolean isUp() {
    StatefulRedisConnection<String, String> now = connection;
    return now != null && now.isOpen();
  }

  /** When a call that begins now is given up, in the time of {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  /**
   * What Redis gives to these commands.
   *
   * @param deadline of {@link #deadline}
   * @throws SessionsUnavailableException when it gives an error or nothing in time
   */
  <T> T call(
      long deadline, Function<RedisAsyncCommands<String, String>, CompletableFuture<T>> commands) {
    StatefulRedisConnection<String, String> now = connection;
    long left = deadline - System.nanoTime();
    if (now == null || left <= 0) {
      throw new SessionsUnavailableException("Redis does not answer");
    }
    String failure;
    try {
      T found = commands.apply(now.async()).get(left, TimeUnit.NANOSECONDS);
      heard();
      return found;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisCommandExecutionException error) {
        heard();
        sayNowAndThen(String.valueOf(error.getMessage()));
        throw new SessionsUnavailableException("Redis answers " + error.getMessage());
      }
      if (e.getCause() instanceof SessionsUnavailableException junk) {
        heard();
        sayNowAndThen(String.valueOf(junk.getMessage()));
        throw junk;
      }
      failure = String.valueOf(e.getCause());
    } catch (TimeoutException e) {
      failure = "no answer within " + timeout.toMillis() + " ms";
    } catch (RedisException | CancellationException e) {
      failure = e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionsUnavailableException("the server is stopping");
    }
    failed(now, failure);
    throw new SessionsUnavailableException(failure);
  }

  /**
   * Sends commands that nobody waits for; they come before those of any later call.
   *
   * @param lost told when they were not carried out
   */
  void send(
      Function<RedisAsyncCommands<String, String>, CompletableFuture<?>> commands, Runnable lost) {
    StatefulRedisConnection<String, String> now = connection;
    if (now == null) {
      lost.run();
      return;
    }
    try {
      commands
          .apply(now.async())
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  lost.run();
                }
              });
    } catch (RedisException e) {
      lost.run();
    }
  }

  /** Replaces a connection that is lost or gone silent, if Redis answers again. */
  void mend() {
    if (closed || isUp()) {
      return;
    }
    drop(connection);
    StatefulRedisConnection<String, String> fresh = null;
    try {
      fresh = client.connect(StringCodec.UTF8, address);
      fresh.async().ping().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      use(fresh);
      fresh = null;
    } catch (RedisException | ExecutionException | TimeoutException | CancellationException e) {
      sayOnce(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop(fresh);
    }
  }

  @Override
  public void close() {
    closed = true;
    drop(connection);
  }

  private synchronized void use(StatefulRedisConnection<String, String> fresh) {
    failures = 0;
    connection = fresh;
    if (closed) {
      drop(fresh);
    } else if (saidSo) {
      saidSo = false;
      LOG.info("Redis answers again; {}", purpose + " go on");
    }
  }

  /** Notes that Redis is there: a large request that takes long is no failure of it. */
  void heard() {
    if (failures > 0) {
      synchronized (this) {
        failures = 0;
      }
    }
  }

  private synchronized void failed(StatefulRedisConnection<String, String> of, String why) {
    long now = System.nanoTime();
    if (failures == 0) {
      firstFailure = now;
    }
    failures++;
    boolean silent =
        failures >= FAILURES && now - firstFailure >= TIMEOUTS_LONG * timeout.toNanos();
    if (connection == of && (silent || !of.isOpen())) {
      drop(of);
      sayOnce(why);
    }
  }

  private synchronized void sayOnce(String why) {
    if (!saidSo && !closed) {
      saidSo = true;
      LOG.warn("Redis does not answer ({}): without {} until it does", why, purpose);
    }
  }

  /** An error may come with every request: one line a minute tells what it is. */
  private synchronized void sayNowAndThen(String error) {
    long now = System.nanoTime();
    if (lastError == 0 || now - lastError > BETWEEN_ERRORS.toNanos()) {
      lastError = now;
      LOG.warn("{} are left out where Redis answers so: {}", purpose, error);
    }
  }

  private synchronized void drop(@Nullable StatefulRedisConnection<String, String> old) {
    if (old != null) {
      if (connection == old) {
        connection = null;
      }
      old.closeAsync();
    }
  }

  /** The innermost reason: the outer ones name the address, which may be long, and nothing else. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason instanceof TimeoutException ? "no answer in time" : reason.toString();
  }
}

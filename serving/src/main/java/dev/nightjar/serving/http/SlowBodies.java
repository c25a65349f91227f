package dev.nightjar.serving.http;

import java.time.Duration;
import org.eclipse.jetty.server.handler.QoSHandler;

/**
 * Gives half of the threads at the most to requests whose bodies have not all come: each holds its
 * thread until the rest is there, which may be never, and the others go on meanwhile. More of them
 * wait without a thread, and are told to come again when that takes too long. Thread-safe.
 */
final class SlowBodies extends QoSHandler {
  private static final int MOST_WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  SlowBodies(int threads) {
    setMaxRequestCount(Math.max(1, threads / 2));
    setMaxSuspendedRequestCount(MOST_WAITING);
    setMaxSuspend(PATIENCE);
    setRejectStatusCode(429);
    exclude(EagerBodies::hasCome);
  }
}

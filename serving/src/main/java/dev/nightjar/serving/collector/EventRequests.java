package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.serving.http.BoundedBody;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.http.QueryString;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is posted to the collector, within bounds, from whoever has a write key. Requests that
 * are worked on at once share a bound, because JSON takes many times its bytes in memory; a request
 * that finds no room in time is told to come again. Thread-safe.
 */
final class EventRequests {
  private static final int HEAP_SHARE = 32;
  private static final int UNIT = 1_024;
  private static final int WAIT_SECONDS = 5;
  private static final int RETRY_SECONDS = 2;

  private final WriteKeys keys;
  private final BoundedBody bodies =
      new BoundedBody(
          CollectorSettings.WIRE_BYTES, CollectorSettings.INFLATED_BYTES, Duration.ofSeconds(20));
  private final Semaphore room;

  /**
   * @param heap bytes that this process may use
   */
  EventRequests(WriteKeys keys, long heap) {
    this.keys = keys;
    long bytes = Math.max(CollectorSettings.INFLATED_BYTES, heap / HEAP_SHARE);
    room = new Semaphore(units(Math.min(bytes, 1_000_000_000)), true);
  }

  /** What is made of a body. */
  @FunctionalInterface
  interface Taker {
    Intake take(byte[] body) throws IOException;
  }

  /** Reads a request and gives its body on while there is room for it. */
  Intake with(Context ctx, Taker taker) throws IOException {
    return within(bodies.receive(ctx), taker);
  }

  private Intake within(BoundedBody.Sent sent, Taker taker) throws IOException {
    int needed = units(Math.min(sent.size(), CollectorSettings.INFLATED_BYTES));
    enter(needed);
    try {
      return taker.take(bodies.open(sent));
    } finally {
      room.release(needed);
    }
  }

  /**
   * The key in the request's head, checked, before its body is read.
   *
   * @param parameter of the query that may hold it
   */
  @Nullable String headKey(Context ctx, String parameter) {
    String key = WriteKeys.ofBasic(ctx.header("Authorization"));
    if (key == null || key.isEmpty()) {
      key = QueryString.parse(ctx.queryString()).first(parameter);
    }
    if (key != null) {
      require(key);
    }
    return key;
  }

  /** The JSON of a body, from somebody who has a key: that of the head or one in the body. */
  JsonNode read(byte[] body, @Nullable String headKey, Function<JsonNode, @Nullable String> inBody)
      throws IOException {
    JsonNode json = EventJson.read(body);
    if (headKey == null) {
      require(inBody.apply(json));
    }
    return json;
  }

  /** Notes the privacy signal of a browser, in the request's events. */
  static void noteSignal(Context ctx, JsonNode body) {
    if ("1".equals(ctx.header("Sec-GPC")) && body instanceof ObjectNode object) {
      EventPrivacy.noteGpc(object);
    }
  }

  private void require(@Nullable String key) {
    if (!keys.accepts(key)) {
      throw new ProblemException(
          Problem.of(
              401,
              "wrong-write-key",
              "The write key is missing or unknown",
              "send a known write key as the user of Basic authentication, as writeKey in the body"
                  + " or in the query; its SHA-256 belongs into serving.write_keys"));
    }
  }

  private void enter(int needed) {
    boolean in = false;
    try {
      in = room.tryAcquire(needed, WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!in) {
      throw busy("too many large requests are worked on at once");
    }
  }

  /** What is answered while more is sent than can be taken. */
  static ProblemException busy(String why) {
    return new ProblemException(
        new Problem(
            429,
            "too-busy",
            "The server is busy",
            why + "; send the events again",
            List.of(),
            RETRY_SECONDS));
  }

  private static int units(long bytes) {
    return (int) (bytes / UNIT) + 1;
  }
}

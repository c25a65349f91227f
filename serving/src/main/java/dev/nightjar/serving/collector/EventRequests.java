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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is posted to the collector, within bounds, from whoever has a write key. Requests that
 * are worked on at once share bounds of memory: few bytes inflate to many, these take up to fifty
 * times as much once they are read, and what a batch says once is written for each of its events.
 * Thread-safe.
 */
final class EventRequests {
  private static final int BODIES_SHARE = 32;
  private static final int TREES_SHARE = 4;
  private static final int COPIES_SHARE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RETRY_SECONDS = 2;

  private final WriteKeys keys;
  private final BoundedBody bodies =
      new BoundedBody(
          CollectorSettings.WIRE_BYTES, CollectorSettings.INFLATED_BYTES, Duration.ofSeconds(20));
  private final Room inflated;
  private final Room trees;
  private final Room copies;

  /**
   * @param heap bytes that this process may use
   */
  EventRequests(WriteKeys keys, long heap) {
    this.keys = keys;
    inflated = new Room(Math.max(CollectorSettings.INFLATED_BYTES, heap / BODIES_SHARE), PATIENCE);
    trees = new Room(heap / TREES_SHARE, PATIENCE);
    copies = new Room(Math.max(CollectorSettings.LANDED_BYTES, heap / COPIES_SHARE), PATIENCE);
  }

  /** What is made of a body. */
  @FunctionalInterface
  interface Taker {
    Intake take(byte[] body) throws IOException;
  }

  /** Reads a request and gives its body on while there is room for it and for what it becomes. */
  Intake with(Context ctx, Taker taker) throws IOException {
    BoundedBody.Sent sent = bodies.receive(ctx);
    // The places are taken in this order by all, so that nobody waits for whoever waits for him.
    try (Room.Place bytes = inflated.enter(inflatedSize(sent))) {
      byte[] body = bodies.open(sent);
      try (Room.Place tree = trees.enter(EventJson.weight(body))) {
        return taker.take(body);
      }
    }
  }

  /** Waits for room for what a batch says once and each of its events lands with. */
  Room.Place forCopies(long bytes) {
    return copies.enter(Math.min(CollectorSettings.LANDED_BYTES, bytes));
  }

  private static long inflatedSize(BoundedBody.Sent sent) {
    return Math.min(sent.size(), CollectorSettings.INFLATED_BYTES);
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
}

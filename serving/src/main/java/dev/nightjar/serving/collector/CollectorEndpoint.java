package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.serving.http.BoundedBody;
import dev.nightjar.serving.http.FieldError;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.ProblemException;
import dev.nightjar.serving.http.QueryString;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/track} and its siblings: one event or a batch, of any content type, gzip or not,
 * acknowledged with 200 when every accepted event is durable. The write key is the user of Basic
 * authentication, {@code writeKey} in the body or in the query. Thread-safe.
 */
public final class CollectorEndpoint {
  private static final String BATCH = "batch";
  private static final String WRITE_KEY = "writeKey";
  private static final Map<String, String> SHORT_NAMES = new LinkedHashMap<>();

  static {
    SHORT_NAMES.put("track", "t");
    SHORT_NAMES.put("page", "p");
    SHORT_NAMES.put("screen", "s");
    SHORT_NAMES.put("identify", "i");
    SHORT_NAMES.put("group", "g");
    SHORT_NAMES.put("alias", "a");
    SHORT_NAMES.put(BATCH, "b");
  }

  private final Collector collector;
  private final WriteKeys keys;
  private final BoundedBody bodies =
      new BoundedBody(
          CollectorSettings.WIRE_BYTES, CollectorSettings.INFLATED_BYTES, Duration.ofSeconds(20));

  public CollectorEndpoint(Collector collector, WriteKeys keys) {
    this.collector = collector;
    this.keys = keys;
  }

  /** Every path below {@code /v1/} with what it takes. */
  public Map<String, Handler> routes() {
    Map<String, Handler> routes = new LinkedHashMap<>();
    SHORT_NAMES.forEach(
        (type, letter) -> {
          Handler handler = type.equals(BATCH) ? this::batch : ctx -> single(ctx, type);
          routes.put("/v1/" + type, handler);
          routes.put("/v1/" + letter, handler);
        });
    return routes;
  }

  private void batch(Context ctx) throws IOException {
    ObjectNode body = authorized(ctx);
    Intake taken = collector.takeBatch(body);
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"success\":true,\"accepted\":").number(taken.accepted().size());
    out.raw(",\"rejected\":").number(taken.rejected().size()).raw(",\"errors\":[");
    for (int i = 0; i < taken.rejected().size(); i++) {
      out.raw(i == 0 ? "" : ",");
      write(out, taken.rejected().get(i));
    }
    ctx.contentType("application/json").result(out.raw("]}").toBytes());
  }

  private void single(Context ctx, String type) throws IOException {
    Intake taken = collector.takeSingle(authorized(ctx), type);
    if (!taken.rejected().isEmpty()) {
      Rejection rejection = taken.rejected().get(0);
      throw new ProblemException(
          new Problem(
              400,
              "event-rejected",
              "The event is rejected",
              rejection.detail(),
              List.of(new FieldError(rejection.code(), rejection.detail())),
              0));
    }
    ctx.contentType("application/json")
        .result("{\"success\":true,\"accepted\":1,\"rejected\":0,\"errors\":[]}");
  }

  private ObjectNode authorized(Context ctx) throws IOException {
    String fromHead = WriteKeys.ofBasic(ctx.header("Authorization"));
    if (fromHead == null) {
      fromHead = QueryString.parse(ctx.queryString()).first(WRITE_KEY);
    }
    if (fromHead != null && !keys.accepts(fromHead)) {
      throw wrongKey();
    }
    ObjectNode body = collector.parse(bodies.read(ctx));
    if (fromHead == null && !keys.accepts(text(body))) {
      throw wrongKey();
    }
    if ("1".equals(ctx.header("Sec-GPC"))) {
      EventPrivacy.noteGpc(body);
    }
    return body;
  }

  private static @Nullable String text(ObjectNode body) {
    return body.path(WRITE_KEY).textValue();
  }

  private static ProblemException wrongKey() {
    return new ProblemException(
        Problem.of(
            401,
            "wrong-write-key",
            "The write key is missing or unknown",
            "send a known write key as the user of Basic authentication, as writeKey in the body"
                + " or in the query; its SHA-256 belongs into serving.write_keys"));
  }

  private static void write(JsonBuffer out, Rejection rejection) {
    out.raw("{\"index\":").number(rejection.index()).raw(",\"messageId\":");
    if (rejection.messageId() == null) {
      out.raw("null");
    } else {
      out.text(rejection.messageId());
    }
    out.raw(",\"code\":").text(rejection.code());
    out.raw(",\"detail\":").text(rejection.detail()).raw("}");
  }
}

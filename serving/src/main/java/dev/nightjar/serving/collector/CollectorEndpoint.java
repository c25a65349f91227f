package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.http.JsonBuffer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/track} and its siblings: one event or a batch, of any content type, gzip or not,
 * acknowledged with 200 when every event is durable. The write key is the user of Basic
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
  private final EventRequests requests;
  private final MixpanelEndpoint mixpanel;

  public CollectorEndpoint(Collector collector, WriteKeys keys) {
    this.collector = collector;
    requests = new EventRequests(keys, Runtime.getRuntime().maxMemory());
    mixpanel = new MixpanelEndpoint(collector, requests);
  }

  /** Every path that takes a POST, with what it takes. */
  public Map<String, Handler> routes() {
    Map<String, Handler> routes = new LinkedHashMap<>();
    SHORT_NAMES.forEach(
        (type, letter) -> {
          Handler handler = ctx -> take(ctx, type);
          routes.put("/v1/" + type, handler);
          routes.put("/v1/" + letter, handler);
        });
    routes.put("/track", mixpanel::post);
    routes.put("/import", mixpanel::post);
    return routes;
  }

  /** Every path that takes events in a GET, which is how Mixpanel's clients send single ones. */
  public Map<String, Handler> getRoutes() {
    return Map.of("/track", mixpanel::get, "/import", mixpanel::get);
  }

  private void take(Context ctx, String type) throws IOException {
    String headKey = requests.headKey(ctx, WRITE_KEY);
    Intake taken =
        requests.with(
            ctx,
            bytes -> {
              JsonNode body = requests.read(bytes, headKey, CollectorEndpoint::keyIn);
              EventRequests.noteSignal(ctx, body);
              return type.equals(BATCH)
                  ? keepBatch(body)
                  : collector.keep(EventIntake.single(body, type, collector.now()));
            });
    ctx.contentType("application/json").result(answer(taken));
  }

  private Intake keepBatch(JsonNode body) {
    SharedFields shared = SharedFields.of(body);
    try (Room.Place copies = requests.forCopies(EventIntake.copiedBytes(body, shared))) {
      return collector.keep(EventIntake.batch(body, shared, collector.now()));
    }
  }

  private static @Nullable String keyIn(JsonNode body) {
    return body.path(WRITE_KEY).textValue();
  }

  private static byte[] answer(Intake taken) {
    JsonBuffer out = new JsonBuffer();
    out.raw("{\"success\":true,\"accepted\":").number(taken.accepted().size());
    out.raw(",\"rejected\":").number(taken.rejected().size()).raw(",\"errors\":[");
    for (int i = 0; i < taken.rejected().size(); i++) {
      out.raw(i == 0 ? "" : ",");
      write(out, taken.rejected().get(i));
    }
    return out.raw("]}").toBytes();
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

package dev.nightjar.serving.collector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.QueryString;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mixpanel's {@code /track} and {@code /import}: events as JSON, or as Base64 of JSON in a query or
 * a form, with the answers that Mixpanel's clients insist on. The write key is the user of Basic
 * authentication, {@code api_key} in the query or the token of the first event. Thread-safe.
 */
final class MixpanelEndpoint {
  private static final String FIELD = "data";

  private final Collector collector;
  private final EventRequests requests;

  MixpanelEndpoint(Collector collector, EventRequests requests) {
    this.collector = collector;
    this.requests = requests;
  }

  /** Events in the body. */
  void post(Context ctx) throws IOException {
    String headKey = requests.headKey(ctx, "api_key");
    answer(ctx, requests.with(ctx, body -> take(ctx, json(body), headKey)));
  }

  /** An event in the query. */
  void get(Context ctx) throws IOException {
    String headKey = requests.headKey(ctx, "api_key");
    String sent = QueryString.parse(ctx.queryString()).first(FIELD);
    answer(ctx, take(ctx, plain(sent == null ? "[]" : sent), headKey));
  }

  private Intake take(Context ctx, byte[] json, @Nullable String headKey) throws IOException {
    JsonNode body = requests.read(json, headKey, MixpanelEndpoint::token);
    List<JsonNode> events = new ArrayList<>();
    if (body.isArray()) {
      EventIntake.requireFew(body.size());
      body.forEach(event -> events.add(MixpanelEvent.translate(event)));
    } else {
      events.add(MixpanelEvent.translate(body));
    }
    events.forEach(event -> EventRequests.noteSignal(ctx, event));
    return collector.keep(EventIntake.translated(events, collector.now()));
  }

  private static @Nullable String token(JsonNode body) {
    return (body.isArray() ? body.path(0) : body).at("/properties/token").textValue();
  }

  /** The JSON of a body that is JSON or a form with the field data. */
  private static byte[] json(byte[] body) throws IOException {
    int first = 0;
    while (first < body.length && body[first] <= ' ') {
      first++;
    }
    if (first == body.length || body[first] == '[' || body[first] == '{') {
      return body;
    }
    String form = new String(body, StandardCharsets.UTF_8).strip();
    for (String field : form.split("&")) {
      if (field.startsWith(FIELD + "=")) {
        return plain(decoded(field.substring(FIELD.length() + 1)));
      }
    }
    return body;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw EventJson.unreadable("the field data is not percent-encoded correctly");
    }
  }

  /** JSON as it is, or out of its Base64, in which clients leave a plus sign as it is. */
  private static byte[] plain(String text) {
    if (text.startsWith("{") || text.startsWith("[")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getMimeDecoder()
          .decode(text.replace(' ', '+').replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw EventJson.unreadable("the field data is neither JSON nor its Base64");
    }
  }

  /** Clients take anything but a 1 for a failure. */
  private static void answer(Context ctx, Intake taken) {
    boolean any = taken.rejected().isEmpty() || !taken.accepted().isEmpty();
    String verbose = QueryString.parse(ctx.queryString()).first("verbose");
    if (!"1".equals(verbose)) {
      ctx.contentType("text/plain").result(any ? "1" : "0");
      return;
    }
    JsonBuffer out = new JsonBuffer().raw("{\"status\":").raw(any ? "1" : "0").raw(",\"error\":");
    if (taken.rejected().isEmpty()) {
      out.raw("null}");
    } else {
      Rejection first = taken.rejected().get(0);
      out.text(
              taken.rejected().size()
                  + " refused, the first is "
                  + first.index()
                  + ": "
                  + first.code())
          .raw("}");
    }
    ctx.contentType("application/json").result(out.toBytes());
  }
}

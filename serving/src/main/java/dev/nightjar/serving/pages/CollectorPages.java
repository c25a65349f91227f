package dev.nightjar.serving.pages;

import dev.nightjar.serving.collector.Collector;
import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.http.RouteMeter;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * {@code /health/ready} and {@code /metrics} of a server that only collects. Ready means: events
 * are taken. Thread-safe.
 *
 * @param collector what collects
 * @param routes what is counted of each route
 * @param stopping whether the server is about to stop
 */
public record CollectorPages(
    Collector collector, List<RouteMeter> routes, BooleanSupplier stopping) {
  private static final String RETRY_SECONDS = "5";

  /** {@code GET /health/ready}: events are welcome; 503 with the reason while they are not. */
  public void ready(Context ctx) {
    String refusal = stopping.getAsBoolean() ? "the server is stopping" : collector.refusal();
    JsonBuffer out = new JsonBuffer().raw("{");
    if (!refusal.isEmpty()) {
      ctx.status(503).header("Retry-After", RETRY_SECONDS);
      out.raw("\"type\":\"urn:nightjar:problem:not-ready\",\"title\":\"The server is not ready\"");
      out.raw(",\"status\":503,\"detail\":").text(refusal).raw(",\"errors\":[],");
    }
    out.raw("\"ready\":").raw(Boolean.toString(refusal.isEmpty()));
    String failure = collector.failure();
    if (!failure.isEmpty()) {
      out.raw(",\"collector_failure\":").text(failure);
    }
    ctx.header("Cache-Control", "no-store");
    ctx.contentType(refusal.isEmpty() ? "application/json" : Problem.CONTENT_TYPE)
        .result(out.raw("}").toBytes());
  }

  /** {@code GET /metrics}: the figures of this moment. */
  public void metrics(Context ctx) {
    MetricsText out = new MetricsText();
    out.routes(routes);
    out.collector(collector.meters());
    out.send(ctx);
  }
}

package dev.nightjar.streams;

import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.pages.MetricsText;
import io.javalin.http.Context;

/**
 * {@code /health/ready} and {@code /metrics} of a connector. Ready means: what is in the stream is
 * landed. Thread-safe.
 *
 * @param connector what lands
 */
record ConnectorPages(Connector connector) {
  private static final String RETRY_SECONDS = "5";

  /** {@code GET /health/ready}: 503 with the reason while nothing is landed. */
  void ready(Context ctx) {
    String failure = connector.failure();
    JsonBuffer out = new JsonBuffer().raw("{");
    if (!failure.isEmpty()) {
      ctx.status(503).header("Retry-After", RETRY_SECONDS);
      out.raw("\"type\":\"urn:nightjar:problem:not-ready\"");
      out.raw(",\"title\":\"The connector is not ready\"");
      out.raw(",\"status\":503,\"detail\":").text(failure).raw(",\"errors\":[],");
    }
    out.raw("\"ready\":").raw(Boolean.toString(failure.isEmpty())).raw("}");
    ctx.header("Cache-Control", "no-store");
    ctx.contentType(failure.isEmpty() ? "application/json" : Problem.CONTENT_TYPE)
        .result(out.toBytes());
  }

  /** {@code GET /metrics}: the figures of this moment. */
  void metrics(Context ctx) {
    ConnectorMeters meters = connector.meters();
    MetricsText out = new MetricsText();
    out.counter("nightjar_connector_lines_total", "Lines landed, by whether they are events.");
    String lines = "nightjar_connector_lines_total{outcome=\"";
    out.line(lines + "accepted\"}", meters.accepted().sum());
    out.line(lines + "rejected\"}", meters.refused().sum());
    out.counter("nightjar_connector_objects_total", "Objects landed and read back.");
    out.line("nightjar_connector_objects_total", meters.objects().sum());
    out.counter("nightjar_connector_bytes_total", "Bytes of landed lines, before gzip.");
    out.line("nightjar_connector_bytes_total", meters.bytes().sum());
    out.counter("nightjar_connector_land_failures_total", "Attempts to land that failed.");
    out.line("nightjar_connector_land_failures_total", meters.landFailures().sum());
    out.counter("nightjar_connector_source_failures_total", "Times that reading began anew.");
    out.line("nightjar_connector_source_failures_total", meters.sourceFailures().sum());
    out.counter("nightjar_connector_rebalances_total", "Times that partitions changed hands.");
    out.line("nightjar_connector_rebalances_total", connector.rebalances());
    out.gauge("nightjar_connector_lag", "Records of the stream that were not read yet.");
    out.line("nightjar_connector_lag", connector.lag());
    out.gauge("nightjar_connector_waiting_lines", "Lines read and not landed yet.");
    out.line("nightjar_connector_waiting_lines", connector.waiting());
    out.gauge("nightjar_connector_unclosed_days", "Past days that no night may read yet.");
    out.line("nightjar_connector_unclosed_days", connector.unclosedDays());
    out.send(ctx);
  }
}

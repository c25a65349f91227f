package dev.nightjar.serving.pages;

import dev.nightjar.serving.collector.CollectorMeters;
import dev.nightjar.serving.http.RouteMeter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;

/** A page of metrics in the text format of Prometheus, as it is written. Not thread-safe. */
public final class MetricsText {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder(8_192);

  /** Answers with the page. */
  public void send(Context ctx) {
    ctx.contentType(CONTENT_TYPE).result(out.toString());
  }

  /** What is counted of each route. */
  public void routes(List<RouteMeter> routes) {
    counter("nightjar_http_requests_total", "Answers by route and class of status.");
    for (RouteMeter route : routes) {
      for (int status = 2; status <= 5; status++) {
        String labels = labels(route) + ",status=\"" + status + "xx\"}";
        line("nightjar_http_requests_total" + labels, route.answers(status));
      }
    }
    out.append("# HELP nightjar_http_request_seconds Time spent on answers.\n");
    out.append("# TYPE nightjar_http_request_seconds summary\n");
    for (RouteMeter route : routes) {
      String labels = labels(route) + "}";
      line("nightjar_http_request_seconds_sum" + labels, route.seconds());
      line("nightjar_http_request_seconds_count" + labels, route.answers());
    }
  }

  /** What is counted of events. */
  void collector(CollectorMeters collector) {
    counter("nightjar_collector_events_total", "Events by outcome.");
    String events = "nightjar_collector_events_total{outcome=\"";
    line(events + "accepted\"}", collector.accepted().sum());
    line(events + "rejected\"}", collector.rejected().sum());
    line(events + "repeated\"}", collector.repeated().sum());
    counter("nightjar_collector_refused_requests_total", "Requests the disk turned away.");
    line("nightjar_collector_refused_requests_total", collector.overloaded().sum());
    counter("nightjar_collector_syncs_total", "Writes made durable.");
    line("nightjar_collector_syncs_total", collector.syncs().sum());
    counter("nightjar_collector_segments_shipped_total", "Segments shipped to the lake.");
    line("nightjar_collector_segments_shipped_total", collector.shipped().sum());
    counter("nightjar_collector_ship_failures_total", "Attempts to ship that failed.");
    line("nightjar_collector_ship_failures_total", collector.shipFailures().sum());
    counter("nightjar_collector_published_lines_total", "Lines that the stream took.");
    line("nightjar_collector_published_lines_total", collector.published().sum());
    counter("nightjar_collector_publish_failures_total", "Requests the stream did not take.");
    line("nightjar_collector_publish_failures_total", collector.publishFailures().sum());
    gauge("nightjar_collector_waiting_segments", "Segments that wait for the lake.");
    line("nightjar_collector_waiting_segments", collector.waitingSegments());
    gauge("nightjar_collector_segment_bytes", "Bytes of segments on this machine.");
    line("nightjar_collector_segment_bytes", collector.segmentBytes());
    gauge("nightjar_collector_torn_segments", "Damaged segments that are kept aside.");
    line("nightjar_collector_torn_segments", collector.tornSegments());
    gauge("nightjar_collector_unclosed_days", "Past days that no night may read yet.");
    line("nightjar_collector_unclosed_days", collector.unclosedDays());
  }

  private static String labels(RouteMeter route) {
    return "{method=\"" + route.method() + "\",path=\"" + route.path() + "\"";
  }

  /** Begins a figure that only grows. */
  public void counter(String name, String help) {
    head(name, help, "counter");
  }

  /** Begins a figure that goes up and down. */
  public void gauge(String name, String help) {
    head(name, help, "gauge");
  }

  private void head(String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** One value of the figure. */
  public void line(String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  /** One value of the figure. */
  public void line(String name, double value) {
    out.append(name).append(' ').append(String.format(Locale.ROOT, "%.6f", value)).append('\n');
  }
}

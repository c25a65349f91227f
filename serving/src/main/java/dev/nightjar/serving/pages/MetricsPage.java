package dev.nightjar.serving.pages;

import dev.nightjar.serving.answers.AnswerEndpoints;
import dev.nightjar.serving.collector.CollectorMeters;
import dev.nightjar.serving.http.RouteMeter;
import dev.nightjar.serving.recording.AnswerLogs;
import dev.nightjar.serving.recording.LogMeters;
import dev.nightjar.serving.recording.ShadowMeters;
import dev.nightjar.serving.rules.LiveRules;
import dev.nightjar.serving.sessions.SessionMeters;
import dev.nightjar.serving.sessions.SessionStore;
import dev.nightjar.serving.snapshots.WatcherState;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * {@code /metrics} in the text format of Prometheus. Thread-safe.
 *
 * @param routes what is counted of each route
 * @param snapshots what the watcher knows
 * @param shadow what is counted of the snapshot that is tried
 * @param answers what is counted of answers
 * @param sessions how much is remembered
 * @param rules what the operator wants of answers
 * @param collector what is counted of events
 * @param logs what is counted of answers that are written down
 * @param signals requests to the provider of outside signals that gave nothing
 * @param clock tells the time of day
 */
public record MetricsPage(
    List<RouteMeter> routes,
    Supplier<WatcherState> snapshots,
    ShadowMeters shadow,
    AnswerEndpoints answers,
    SessionStore sessions,
    LiveRules rules,
    CollectorMeters collector,
    AnswerLogs logs,
    LongSupplier signals,
    Clock clock) {
  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Sends the figures of this moment. */
  public void page(Context ctx) {
    StringBuilder out = new StringBuilder(8_192);
    routes(out);
    snapshots(out, snapshots.get());
    shadow(out, shadow.totals());
    counter(out, "nightjar_degraded_answers_total", "Answers that lacked a source.");
    line(out, "nightjar_degraded_answers_total", answers.counts().degraded());
    counter(out, "nightjar_degraded_parts_total", "Answers by what they lacked.");
    answers
        .counts()
        .byPart()
        .forEach(
            (part, count) ->
                line(out, "nightjar_degraded_parts_total{part=\"" + part + "\"}", count));
    counter(out, "nightjar_answers_total", "Answers of /recommendations by what they rest on.");
    answers
        .counts()
        .byMode()
        .forEach(
            (mode, count) -> line(out, "nightjar_answers_total{mode=\"" + mode + "\"}", count));
    counter(out, "nightjar_signal_failures_total", "Requests to the provider of signals in vain.");
    line(out, "nightjar_signal_failures_total", signals.getAsLong());
    sessions(out);
    gauge(out, "nightjar_rules", "Rules read, whether they hold now or not.");
    line(out, "nightjar_rules", rules.book().rules().size());
    gauge(out, "nightjar_rules_refused", "1 while the file of rules is wrong and not in force.");
    line(out, "nightjar_rules_refused", rules.failure().isEmpty() ? 0 : 1);
    collector(out);
    log(
        out,
        "nightjar_exposures_total",
        "Answers by what became of their exposures.",
        logs.exposures());
    log(
        out,
        "nightjar_recorded_answers_total",
        "Answers drawn to be recorded, by what became of them.",
        logs.records());
    ctx.contentType(CONTENT_TYPE).result(out.toString());
  }

  private void routes(StringBuilder out) {
    counter(out, "nightjar_http_requests_total", "Answers by route and class of status.");
    for (RouteMeter route : routes) {
      for (int status = 2; status <= 5; status++) {
        String labels = labels(route) + ",status=\"" + status + "xx\"}";
        line(out, "nightjar_http_requests_total" + labels, route.answers(status));
      }
    }
    out.append("# HELP nightjar_http_request_seconds Time spent on answers.\n");
    out.append("# TYPE nightjar_http_request_seconds summary\n");
    for (RouteMeter route : routes) {
      String labels = labels(route) + "}";
      line(out, "nightjar_http_request_seconds_sum" + labels, route.seconds());
      line(out, "nightjar_http_request_seconds_count" + labels, route.answers());
    }
  }

  private void snapshots(StringBuilder out, WatcherState state) {
    WatcherState.Live live = state.live();
    if (live != null) {
      gauge(out, "nightjar_snapshot_info", "The snapshot that is served.");
      String labels =
          "{snapshot=\"" + live.snapshotId() + "\",model_version=\"" + live.modelVersion() + "\"}";
      line(out, "nightjar_snapshot_info" + labels, 1);
      gauge(out, "nightjar_snapshot_age_seconds", "Time since the snapshot's night began.");
      Instant night = Instant.parse(live.runDate() + "T00:00:00Z");
      line(
          out,
          "nightjar_snapshot_age_seconds",
          Duration.between(night, clock.instant()).toSeconds());
      gauge(out, "nightjar_snapshot_served_seconds", "Time since the snapshot was swapped in.");
      line(
          out,
          "nightjar_snapshot_served_seconds",
          Duration.between(live.since(), clock.instant()).toSeconds());
    }
    gauge(out, "nightjar_snapshot_refused", "1 while the lake names a snapshot that is refused.");
    line(out, "nightjar_snapshot_refused", state.refused() == null ? 0 : 1);
    gauge(out, "nightjar_lake_reachable", "1 while the lake can be read.");
    line(out, "nightjar_lake_reachable", state.lakeFailure().isEmpty() ? 1 : 0);
    gauge(out, "nightjar_items_taken_down", "Items withheld from whatever snapshot is served.");
    line(out, "nightjar_items_taken_down", answers.withheldItems());
  }

  private static void shadow(StringBuilder out, ShadowMeters.Totals totals) {
    if (totals.snapshotId().isEmpty()) {
      return;
    }
    gauge(out, "nightjar_shadow_info", "The snapshot that is tried beside the live one.");
    line(out, "nightjar_shadow_info{snapshot=\"" + totals.snapshotId() + "\"}", 1);
    counter(out, "nightjar_shadow_answers_total", "Answers that both snapshots were asked for.");
    line(out, "nightjar_shadow_answers_total", totals.answers());
    counter(out, "nightjar_shadow_failures_total", "Answers that it could not give.");
    line(out, "nightjar_shadow_failures_total", totals.failed());
    gauge(out, "nightjar_shadow_overlap", "Mean share of the items that both gave.");
    line(out, "nightjar_shadow_overlap", totals.meanOverlap());
    counter(out, "nightjar_shadow_seconds_total", "Time of both, one after the other.");
    line(out, "nightjar_shadow_seconds_total{snapshot=\"live\"}", totals.liveSeconds());
    line(out, "nightjar_shadow_seconds_total{snapshot=\"shadow\"}", totals.shadowSeconds());
  }

  private void sessions(StringBuilder out) {
    gauge(out, "nightjar_sessions", "Persons, devices and visits that are remembered, about.");
    line(out, "nightjar_sessions", sessions.size());
    SessionMeters meters = sessions.meters();
    gauge(out, "nightjar_sessions_reachable", "1 while sessions can be read and written.");
    line(out, "nightjar_sessions_reachable", meters.reachable() ? 1 : 0);
    counter(out, "nightjar_session_failures_total", "Requests without sessions.");
    String failures = "nightjar_session_failures_total{operation=\"";
    line(out, failures + "read\"}", meters.failedReads().sum());
    line(out, failures + "write\"}", meters.failedWrites().sum());
    gauge(out, "nightjar_session_refusals_open", "Refusals that wait for the sessions' Redis.");
    line(out, "nightjar_session_refusals_open", meters.openRefusals());
  }

  private void collector(StringBuilder out) {
    counter(out, "nightjar_collector_events_total", "Events by outcome.");
    String events = "nightjar_collector_events_total{outcome=\"";
    line(out, events + "accepted\"}", collector.accepted().sum());
    line(out, events + "rejected\"}", collector.rejected().sum());
    counter(out, "nightjar_collector_refused_requests_total", "Requests the disk turned away.");
    line(out, "nightjar_collector_refused_requests_total", collector.overloaded().sum());
    counter(out, "nightjar_collector_syncs_total", "Writes made durable.");
    line(out, "nightjar_collector_syncs_total", collector.syncs().sum());
    counter(out, "nightjar_collector_segments_shipped_total", "Segments shipped to the lake.");
    line(out, "nightjar_collector_segments_shipped_total", collector.shipped().sum());
    counter(out, "nightjar_collector_ship_failures_total", "Attempts to ship that failed.");
    line(out, "nightjar_collector_ship_failures_total", collector.shipFailures().sum());
  }

  private static void log(StringBuilder out, String name, String help, LogMeters meters) {
    counter(out, name, help);
    line(out, name + "{outcome=\"written\"}", meters.written().sum());
    line(out, name + "{outcome=\"skipped\"}", meters.skipped().sum());
    line(out, name + "{outcome=\"dropped\"}", meters.dropped().sum());
    line(out, name + "{outcome=\"failed\"}", meters.failed().sum());
  }

  private static String labels(RouteMeter route) {
    return "{method=\"" + route.method() + "\",path=\"" + route.path() + "\"";
  }

  private static void counter(StringBuilder out, String name, String help) {
    head(out, name, help, "counter");
  }

  private static void gauge(StringBuilder out, String name, String help) {
    head(out, name, help, "gauge");
  }

  private static void head(StringBuilder out, String name, String help, String type) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  private static void line(StringBuilder out, String name, double value) {
    out.append(name).append(' ').append(String.format(Locale.ROOT, "%.6f", value)).append('\n');
  }
}

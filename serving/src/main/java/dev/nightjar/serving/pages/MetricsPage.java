package dev.nightjar.serving.pages;

import dev.nightjar.serving.answers.AnswerEndpoints;
import dev.nightjar.serving.collector.CollectorMeters;
import dev.nightjar.serving.collector.StreamFollower;
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
import java.util.Optional;
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
 * @param follower what sessions hear of other servers by, if they do
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
    Optional<StreamFollower> follower,
    AnswerLogs logs,
    LongSupplier signals,
    Clock clock) {
  /** Sends the figures of this moment. */
  public void page(Context ctx) {
    MetricsText out = new MetricsText();
    out.routes(routes);
    snapshots(out, snapshots.get());
    shadow(out, shadow.totals());
    out.counter("nightjar_degraded_answers_total", "Answers that lacked a source.");
    out.line("nightjar_degraded_answers_total", answers.counts().degraded());
    out.counter("nightjar_degraded_parts_total", "Answers by what they lacked.");
    answers
        .counts()
        .byPart()
        .forEach(
            (part, count) ->
                out.line("nightjar_degraded_parts_total{part=\"" + part + "\"}", count));
    out.counter("nightjar_answers_total", "Answers of /recommendations by what they rest on.");
    answers
        .counts()
        .byMode()
        .forEach((mode, count) -> out.line("nightjar_answers_total{mode=\"" + mode + "\"}", count));
    out.counter("nightjar_signal_failures_total", "Requests to the provider of signals in vain.");
    out.line("nightjar_signal_failures_total", signals.getAsLong());
    sessions(out);
    out.gauge("nightjar_rules", "Rules read, whether they hold now or not.");
    out.line("nightjar_rules", rules.book().rules().size());
    out.gauge("nightjar_rules_refused", "1 while the file of rules is wrong and not in force.");
    out.line("nightjar_rules_refused", rules.failure().isEmpty() ? 0 : 1);
    out.collector(collector);
    follower.ifPresent(stream -> followed(out, stream));
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
    out.send(ctx);
  }

  private static void followed(MetricsText out, StreamFollower stream) {
    out.gauge("nightjar_stream_lag", "Records of the stream that sessions did not hear of yet.");
    out.line("nightjar_stream_lag", stream.lag());
    out.gauge("nightjar_stream_followed", "1 while sessions hear of what is in the stream.");
    out.line("nightjar_stream_followed", stream.failure().isEmpty() ? 1 : 0);
  }

  private void snapshots(MetricsText out, WatcherState state) {
    WatcherState.Live live = state.live();
    if (live != null) {
      out.gauge("nightjar_snapshot_info", "The snapshot that is served.");
      String labels =
          "{snapshot=\"" + live.snapshotId() + "\",model_version=\"" + live.modelVersion() + "\"}";
      out.line("nightjar_snapshot_info" + labels, 1);
      out.gauge("nightjar_snapshot_age_seconds", "Time since the snapshot's night began.");
      Instant night = Instant.parse(live.runDate() + "T00:00:00Z");
      out.line(
          "nightjar_snapshot_age_seconds", Duration.between(night, clock.instant()).toSeconds());
      out.gauge("nightjar_snapshot_served_seconds", "Time since the snapshot was swapped in.");
      out.line(
          "nightjar_snapshot_served_seconds",
          Duration.between(live.since(), clock.instant()).toSeconds());
    }
    out.gauge("nightjar_snapshot_refused", "1 while the lake names a snapshot that is refused.");
    out.line("nightjar_snapshot_refused", state.refused() == null ? 0 : 1);
    out.gauge("nightjar_lake_reachable", "1 while the lake can be read.");
    out.line("nightjar_lake_reachable", state.lakeFailure().isEmpty() ? 1 : 0);
    out.gauge("nightjar_items_taken_down", "Items withheld from whatever snapshot is served.");
    out.line("nightjar_items_taken_down", answers.withheldItems());
  }

  private static void shadow(MetricsText out, ShadowMeters.Totals totals) {
    if (totals.snapshotId().isEmpty()) {
      return;
    }
    out.gauge("nightjar_shadow_info", "The snapshot that is tried beside the live one.");
    out.line("nightjar_shadow_info{snapshot=\"" + totals.snapshotId() + "\"}", 1);
    out.counter("nightjar_shadow_answers_total", "Answers that both snapshots were asked for.");
    out.line("nightjar_shadow_answers_total", totals.answers());
    out.counter("nightjar_shadow_failures_total", "Answers that it could not give.");
    out.line("nightjar_shadow_failures_total", totals.failed());
    out.gauge("nightjar_shadow_overlap", "Mean share of the items that both gave.");
    out.line("nightjar_shadow_overlap", totals.meanOverlap());
    out.counter("nightjar_shadow_seconds_total", "Time of both, one after the other.");
    out.line("nightjar_shadow_seconds_total{snapshot=\"live\"}", totals.liveSeconds());
    out.line("nightjar_shadow_seconds_total{snapshot=\"shadow\"}", totals.shadowSeconds());
  }

  private void sessions(MetricsText out) {
    out.gauge("nightjar_sessions", "Persons, devices and visits that are remembered, about.");
    out.line("nightjar_sessions", sessions.size());
    SessionMeters meters = sessions.meters();
    out.gauge("nightjar_sessions_reachable", "1 while sessions can be read and written.");
    out.line("nightjar_sessions_reachable", meters.reachable() ? 1 : 0);
    out.counter("nightjar_session_failures_total", "Requests without sessions.");
    String failures = "nightjar_session_failures_total{operation=\"";
    out.line(failures + "read\"}", meters.failedReads().sum());
    out.line(failures + "write\"}", meters.failedWrites().sum());
    out.gauge("nightjar_session_refusals_open", "Refusals that wait for the sessions' Redis.");
    out.line("nightjar_session_refusals_open", meters.openRefusals());
  }

  private static void log(MetricsText out, String name, String help, LogMeters meters) {
    out.counter(name, help);
    out.line(name + "{outcome=\"written\"}", meters.written().sum());
    out.line(name + "{outcome=\"skipped\"}", meters.skipped().sum());
    out.line(name + "{outcome=\"dropped\"}", meters.dropped().sum());
    out.line(name + "{outcome=\"failed\"}", meters.failed().sum());
  }
}

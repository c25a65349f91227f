package dev.nightjar.serving.pages;

import dev.nightjar.serving.http.JsonBuffer;
import dev.nightjar.serving.http.Problem;
import dev.nightjar.serving.recording.ShadowMeters;
import dev.nightjar.serving.snapshots.ShadowSnapshot;
import dev.nightjar.serving.snapshots.WatcherState;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /health/live} and {@code /health/ready}. Ready means: a snapshot is served and the server
 * is not about to stop. The details say what is served, what was refused and why. Thread-safe.
 */
public final class HealthPages {
  private static final String JSON = "application/json";
  private static final String RETRY_SECONDS = "5";

  private final Snapshots snapshots;
  private final Supplier<Map<String, String>> failures;
  private final BooleanSupplier stopping;

  /**
   * @param snapshots what is known of them
   * @param failures by part, why it does not work as it should; empty where it does
   * @param stopping whether the server is about to stop
   */
  public HealthPages(
      Snapshots snapshots, Supplier<Map<String, String>> failures, BooleanSupplier stopping) {
    this.snapshots = snapshots;
    this.failures = failures;
    this.stopping = stopping;
  }

  /**
   * What is known of snapshots.
   *
   * @param live what the watcher knows
   * @param shadow the snapshot that is tried
   * @param meters how it does
   */
  public record Snapshots(
      Supplier<WatcherState> live, Supplier<ShadowSnapshot.State> shadow, ShadowMeters meters) {}

  /** {@code GET /health/live}: the process answers. */
  public static void live(Context ctx) {
    ctx.contentType(JSON).result("{\"live\":true}");
  }

  /** {@code GET /health/ready}: requests are welcome; 503 with the reason while they are not. */
  public void ready(Context ctx) {
    WatcherState state = snapshots.live().get();
    boolean ready = state.live() != null && !stopping.getAsBoolean();
    JsonBuffer out = new JsonBuffer().raw("{");
    if (!ready) {
      String detail = stopping.getAsBoolean() ? "the server is stopping" : whyNot(state);
      ctx.status(503).header("Retry-After", RETRY_SECONDS);
      out.raw("\"type\":\"urn:nightjar:problem:not-ready\",\"title\":\"The server is not ready\"");
      out.raw(",\"status\":503,\"detail\":").text(detail).raw(",\"errors\":[],");
    }
    out.raw("\"ready\":").raw(Boolean.toString(ready));
    details(out, state);
    ctx.header("Cache-Control", "no-store");
    ctx.contentType(ready ? JSON : Problem.CONTENT_TYPE).result(out.raw("}").toBytes());
  }

  private void details(JsonBuffer out, WatcherState state) {
    WatcherState.Live live = state.live();
    if (live != null) {
      out.raw(",\"snapshot\":").text(live.snapshotId());
      out.raw(",\"model_version\":").text(live.modelVersion());
      out.raw(",\"run_date\":").text(live.runDate());
      out.raw(",\"since\":").text(live.since().toString());
    }
    WatcherState.Refused refused = state.refused();
    if (refused != null) {
      out.raw(",\"refused\":{\"snapshot\":").text(refused.snapshotId());
      reasons(out, refused.reasons()).raw("}");
    }
    shadow(out, snapshots.shadow().get());
    failure(out, "lake", state.lakeFailure());
    new TreeMap<>(failures.get()).forEach((part, reason) -> failure(out, part, reason));
  }

  private void shadow(JsonBuffer out, ShadowSnapshot.State state) {
    if (state.snapshotId().isEmpty()) {
      return;
    }
    out.raw(",\"shadow\":{\"snapshot\":").text(state.snapshotId());
    if (state.isTried()) {
      ShadowMeters.Totals totals = snapshots.meters().totals();
      out.raw(",\"compared\":").raw(Long.toString(totals.answers()));
      out.raw(",\"failed\":").raw(Long.toString(totals.failed()));
      out.raw(",\"overlap\":").raw(rounded(totals.meanOverlap()));
      long answers = Math.max(1, totals.answers());
      out.raw(",\"live_ms\":").raw(rounded(totals.liveSeconds() * 1e3 / answers));
      out.raw(",\"shadow_ms\":").raw(rounded(totals.shadowSeconds() * 1e3 / answers));
    } else {
      reasons(out, state.reasons());
    }
    out.raw("}");
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static JsonBuffer reasons(JsonBuffer out, List<String> reasons) {
    out.raw(",\"reasons\":[");
    for (int i = 0; i < reasons.size(); i++) {
      out.raw(i == 0 ? "" : ",").text(reasons.get(i));
    }
    return out.raw("]");
  }

  private static void failure(JsonBuffer out, String part, String failure) {
    if (!failure.isEmpty()) {
      out.raw(",\"").raw(part).raw("_failure\":").text(failure);
    }
  }

  private static String whyNot(WatcherState state) {
    WatcherState.Refused refused = state.refused();
    if (refused != null) {
      return "the only snapshot is refused: " + String.join("; ", refused.reasons());
    }
    return state.lakeFailure().isEmpty()
        ? "no snapshot is served yet; publish one with a night, or wait until it is fetched"
        : "no snapshot is served and the lake cannot be read: " + state.lakeFailure();
  }
}

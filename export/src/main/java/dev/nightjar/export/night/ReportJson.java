package dev.nightjar.export.night;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightjar.etl.HotKeys;
import dev.nightjar.etl.tables.RunAccounting;
import dev.nightjar.export.night.NightReport.Standouts;
import java.util.List;

/** A night's report as one JSON object, for programs. Static, no state. */
final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OUTCOMES =
      List.of(
          RunAccounting.ACCEPTED,
          RunAccounting.QUARANTINED,
          RunAccounting.DUPLICATE,
          RunAccounting.SUPPRESSED,
          RunAccounting.LATE);

  private ReportJson() {}

  static String whole(NightReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("run_date", report.runDate().toString());
    ObjectNode accounting = root.putObject("accounting");
    accounting.put("landed", report.landed());
    OUTCOMES.forEach(outcome -> accounting.put(outcome, report.lines(outcome)));
    putSources(root, report);
    putHotKeys(root, report);
    putMetrics(root, report);
    report
        .gate()
        .ifPresentOrElse(
            gate -> {
              ObjectNode object = root.putObject("gate").put("decision", gate.decision());
              object.put("snapshot", gate.snapshot());
              ArrayNode reasons = object.putArray("reasons");
              gate.reasons().forEach(reasons::add);
            },
            () -> root.putNull("gate"));
    report
        .live()
        .ifPresentOrElse(
            live ->
                root.putObject("live")
                    .put("snapshot", live.snapshot())
                    .put("model_version", live.modelVersion()),
            () -> root.putNull("live"));
    putParity(root, report);
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain numbers and texts", e);
    }
  }

  private static void putSources(ObjectNode root, NightReport report) {
    ArrayNode sources = root.putArray("sources");
    report.sources().stream()
        .limit(NightReport.SOURCES)
        .forEach(
            source -> {
              ObjectNode object =
                  sources.addObject().put("source", source.source()).put("landed", source.landed());
              OUTCOMES.forEach(
                  outcome -> object.put(outcome, source.lines().getOrDefault(outcome, 0L)));
            });
    root.put("more_sources", report.sources().size() > NightReport.SOURCES);
  }

  private static void putHotKeys(ObjectNode root, NightReport report) {
    if (report.standouts().isEmpty()) {
      root.putNull("hot_keys");
      return;
    }
    Standouts standouts = report.standouts().get();
    HotKeys keys = standouts.keys();
    ObjectNode object = root.putObject("hot_keys");
    object.put("first_day", standouts.first().toString());
    object.put("last_day", standouts.last().toString());
    object.put("robot_days", keys.robotDays()).put("cut_days", keys.cutDays());
    object
        .putObject("person")
        .put("person_id", keys.person().id())
        .put("events", keys.person().times())
        .put("share", keys.person().share());
    object
        .putObject("item")
        .put("item_id", keys.item().id())
        .put("interactions", keys.item().times())
        .put("share", keys.item().share());
  }

  private static void putParity(ObjectNode root, NightReport report) {
    ArrayNode parity = root.putArray("parity");
    report
        .parity()
        .forEach(
            each ->
                parity
                    .addObject()
                    .put("snapshot", each.snapshot())
                    .put("compared", each.compared())
                    .put("outcome", each.outcome())
                    .put("reason", each.reason())
                    .put("cases", each.cases()));
  }

  private static void putMetrics(ObjectNode root, NightReport report) {
    ArrayNode metrics = root.putArray("metrics");
    report
        .metrics()
        .forEach(
            metric ->
                metrics
                    .addObject()
                    .put("recommender", metric.recommender())
                    .put("policy", metric.policy())
                    .put("metric", metric.metric())
                    .put("k", metric.k())
                    .put("value", metric.value())
                    .put("users", metric.users()));
  }
}

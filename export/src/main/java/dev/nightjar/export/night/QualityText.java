package dev.nightjar.export.night;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.contract.Source;
import dev.nightjar.export.night.NightReport.Metric;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What a night measured, as a table of all recommenders and some sentences. */
final class QualityText {
  private static final List<String> ORDER =
      List.of(
          "random",
          "popular",
          "recent",
          "rising",
          "segment",
          "item_item",
          "als",
          "transitions",
          "content",
          "newcomers",
          "own_past",
          "session",
          "session_next",
          "session_knn",
          "fold_in",
          "linear_blend",
          "diverse_blend",
          "calibrated_blend",
          "fresh_blend",
          "capped_blend",
          "explored_blend",
          "context_popular",
          "blend",
          "context_blend",
          "session_blend",
          "oracle");
  private static final Set<String> PARTS =
      Arrays.stream(Source.values()).map(Source::id).collect(Collectors.toSet());
  private static final int K = 20;

  private final List<Metric> metrics;

  private QualityText(NightReport report) {
    metrics = report.metrics();
  }

  static String of(NightReport report) {
    return report.metrics().isEmpty()
        ? "Nothing was measured in this night" + lastMeasured(report)
        : new QualityText(report).text();
  }

  private static String lastMeasured(NightReport report) {
    return report
        .lastMeasured()
        .map(night -> "; the last night that was measured is that of " + night + ".")
        .orElse(", nor in any night before it.");
  }

  private String text() {
    return "Quality on the test window ("
        + users(SnapshotManifest.NEW_ITEMS, "%,d persons for new items")
        + users(SnapshotManifest.ALL_ITEMS, ", %,d for all items")
        + users(ModelMetrics.NEXT_CLICK, ", %,d sessions")
        + users(ModelMetrics.FIRST_SESSION, ", %,d new people after three clicks")
        + ")\n"
        + table()
        + bestPart(SnapshotManifest.NEW_ITEMS, "For new items the blend")
        + bestPart(SnapshotManifest.ALL_ITEMS, "For all items it")
        + bestPart(ModelMetrics.NEXT_CLICK, "For the next click it")
        + oracleShare(
            "blend",
            SnapshotManifest.NEW_ITEMS,
            "The blend reaches %.0f %% of the oracle's NDCG@20 for new items.")
        + oracleShare(
            "session_blend",
            ModelMetrics.FIRST_SESSION,
            "For new people it reaches %.0f %% after three clicks.");
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "recommender",
            "new recall@20",
            "ndcg@20",
            "all recall@20",
            "ndcg@20",
            "next-click hit@20",
            "3 clicks ndcg@20");
    metrics.stream()
        .map(Metric::recommender)
        .filter(name -> !name.equals(ModelMetrics.LOG))
        .distinct()
        .sorted(QualityText::order)
        .forEach(
            name ->
                table.row(
                    name,
                    cell(name, SnapshotManifest.NEW_ITEMS, "recall"),
                    cell(name, SnapshotManifest.NEW_ITEMS, "ndcg"),
                    cell(name, SnapshotManifest.ALL_ITEMS, "recall"),
                    cell(name, SnapshotManifest.ALL_ITEMS, "ndcg"),
                    cell(name, ModelMetrics.NEXT_CLICK, "hit_rate"),
                    cell(name, ModelMetrics.FIRST_SESSION, "ndcg")));
    return table;
  }

  private String users(String policy, String text) {
    long users =
        metrics.stream()
            .filter(metric -> metric.policy().equals(policy))
            .mapToLong(Metric::users)
            .max()
            .orElse(0);
    return String.format(Locale.ROOT, text, users);
  }

  /** How the blend compares with the best source alone; empty where that was not measured. */
  private String bestPart(String policy, String subject) {
    return metrics.stream()
        .filter(each -> PARTS.contains(each.recommender()) && each.policy().equals(policy))
        .filter(each -> each.metric().equals(ModelMetrics.GAIN))
        .min(Comparator.comparingDouble(Metric::value))
        .map(
            gain ->
                String.format(
                    Locale.ROOT,
                    "%n%s is %+.4f NDCG@%d from its best part, %s (95 %% interval %+.4f to %+.4f).",
                    subject,
                    gain.value(),
                    gain.k(),
                    gain.recommender(),
                    value(gain.recommender(), policy, ModelMetrics.GAIN_LOW).orElse(Double.NaN),
                    value(gain.recommender(), policy, ModelMetrics.GAIN_HIGH).orElse(Double.NaN)))
        .orElse("");
  }

  private String oracleShare(String served, String policy, String sentence) {
    OptionalDouble blend = value(served, policy, "ndcg");
    OptionalDouble oracle = value("oracle", policy, "ndcg");
    return blend.isEmpty() || oracle.isEmpty() || oracle.getAsDouble() == 0
        ? ""
        : String.format(
            Locale.ROOT, "%n" + sentence, 100 * blend.getAsDouble() / oracle.getAsDouble());
  }

  private String cell(String name, String policy, String metric) {
    OptionalDouble value = value(name, policy, metric);
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", value.getAsDouble());
  }

  private OptionalDouble value(String name, String policy, String metric) {
    return metrics.stream()
        .filter(each -> each.recommender().equals(name) && each.policy().equals(policy))
        .filter(each -> each.metric().equals(metric) && each.k() == K)
        .mapToDouble(Metric::value)
        .findFirst();
  }

  private static int order(String a, String b) {
    int byPlace = Integer.compare(place(a), place(b));
    return byPlace != 0 ? byPlace : a.compareTo(b);
  }

  private static int place(String name) {
    int at = ORDER.indexOf(name);
    return at < 0 ? ORDER.size() : at;
  }
}

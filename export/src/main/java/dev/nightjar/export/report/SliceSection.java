package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Bar;
import dev.nightjar.export.report.Content.Bars;
import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Figure;
import dev.nightjar.export.report.Content.Role;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Table;
import dev.nightjar.export.report.Content.Text;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Whom and what the recommenders serve well or badly: what is served beside its best part. */
final class SliceSection {
  private static final int THIN = 50;
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("activity", "by what people did before (thirds)");
    KINDS.put("visitor", "by whether people were met once or came back");
    KINDS.put("segment", "by segment");
    KINDS.put("device", "by device");
    KINDS.put("item_age", "by age of what there was to find");
  }

  private SliceSection() {}

  static Section of(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    for (String policy : figures.policies()) {
      for (String kind : KINDS.keySet()) {
        List<String> slices =
            figures.slices(policy).stream().filter(slice -> slice.startsWith(kind + ":")).toList();
        if (slices.size() > 1) {
          blocks.add(figure(figures, policy, kind, slices));
        }
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          new Text(
              "NDCG of what is served beside its best part overall. A slice of fewer than "
                  + THIN
                  + " is marked as thin: its interval is wide, and it proves little."));
    }
    return new Section("Whom it serves", blocks);
  }

  /** One slice of one policy. */
  private record Cut(Figures figures, String policy, String slice) {
    OptionalDouble value(String name, String metric) {
      return figures.value(name, policy, slice, metric, figures.k());
    }

    Bar bar(String label, String name, Role role) {
      double value = value(name, Figures.NDCG).orElse(0);
      return new Bar(
          label,
          value,
          value(name, ModelMetrics.NDCG_LOW).orElse(value),
          value(name, ModelMetrics.NDCG_HIGH).orElse(value),
          role);
    }

    List<String> row(String served, String best) {
      long persons = figures.persons(policy, slice);
      return List.of(
          label(slice),
          String.format(Locale.ROOT, "%,d%s", persons, persons < THIN ? " (thin)" : ""),
          Figures.cell(value(served, Figures.NDCG)),
          QualitySections.interval(
              value(served, ModelMetrics.NDCG_LOW), value(served, ModelMetrics.NDCG_HIGH)),
          Figures.cell(value(best, Figures.NDCG)),
          Figures.cell(value("popular", Figures.NDCG)));
    }
  }

  private static Figure figure(Figures figures, String policy, String kind, List<String> slices) {
    String served = Figures.served(policy);
    String best = figures.bestPart(policy).orElse(served);
    List<Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String slice : slices) {
      Cut cut = new Cut(figures, policy, slice);
      bars.add(cut.bar(label(slice), served, Role.SERVED));
      if (!best.equals(served)) {
        bars.add(cut.bar("", best, Role.BEST_PART));
      }
      rows.add(cut.row(served, best));
    }
    String title = Figures.words(policy) + ", " + KINDS.get(kind);
    String words = title + "; " + served + " and then " + best + " of each: " + inWords(bars);
    return new Figure(
        title,
        List.of(new Bars(words, "NDCG@" + figures.k(), bars, OptionalDouble.empty())),
        new Table(
            List.of(
                kind.replace('_', ' '),
                Figures.asked(policy),
                served,
                "95 % interval",
                best,
                "popular"),
            rows));
  }

  private static String inWords(List<Bar> bars) {
    return QualitySections.inWords("", bars).replaceFirst("^; ", "");
  }

  /** A slice as people read it. */
  private static String label(String slice) {
    int colon = slice.indexOf(':');
    String value = slice.substring(colon + 1).replace('_', ' ');
    return slice.startsWith("segment:") ? "segment " + value : value;
  }
}

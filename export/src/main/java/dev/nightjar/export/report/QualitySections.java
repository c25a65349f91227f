package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Bar;
import dev.nightjar.export.report.Content.Bars;
import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Curve;
import dev.nightjar.export.report.Content.Curves;
import dev.nightjar.export.report.Content.Figure;
import dev.nightjar.export.report.Content.Plot;
import dev.nightjar.export.report.Content.Role;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Table;
import dev.nightjar.export.report.Content.Text;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How good recommenders are: beside each other, paired, and by length of list. Static. */
final class QualitySections {
  private static final List<String> BESIDE =
      List.of(
          "linear_blend",
          "diverse_blend",
          "calibrated_blend",
          "fresh_blend",
          "capped_blend",
          "explored_blend",
          "popular",
          "recent",
          "random",
          "oracle");
  private static final int MOST_CURVES = 6;

  private QualitySections() {}

  static Section quality(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    figures.policies().forEach(policy -> blocks.add(quality(figures, policy)));
    return new Section("How good the recommenders are", blocks);
  }

  private static Figure quality(Figures figures, String policy) {
    String metric = "NDCG@" + figures.k();
    List<Bar> bars = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (String name : figures.recommenders(policy)) {
      OptionalDouble low = figures.value(name, policy, ModelMetrics.NDCG_LOW);
      OptionalDouble high = figures.value(name, policy, ModelMetrics.NDCG_HIGH);
      double value = figures.value(name, policy, Figures.NDCG).orElse(0);
      bars.add(
          new Bar(name, value, low.orElse(value), high.orElse(value), figures.role(name, policy)));
      rows.add(
          List.of(
              name,
              Figures.cell(OptionalDouble.of(value)),
              interval(low, high),
              Figures.cell(figures.value(name, policy, "recall")),
              Figures.cell(figures.value(name, policy, "hit_rate")),
              Figures.cell(figures.value(name, policy, "auc"))));
    }
    String title =
        String.format(
            Locale.ROOT,
            "%s: %s of %,d %s",
            Figures.words(policy),
            metric,
            figures.persons(policy, ModelMetrics.ALL),
            Figures.asked(policy));
    return new Figure(
        title,
        List.of(new Bars(inWords(title, bars), metric, bars, OptionalDouble.empty())),
        new Table(
            List.of("recommender", metric, "95 % interval", "recall", "hit rate", "AUC"), rows));
  }

  static Section gains(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    for (String policy : figures.policies()) {
      List<Bar> bars = new ArrayList<>();
      List<List<String>> rows = new ArrayList<>();
      for (String name : figures.recommenders(policy)) {
        OptionalDouble gain = figures.value(name, policy, ModelMetrics.GAIN);
        if (gain.isPresent()) {
          OptionalDouble low = figures.value(name, policy, ModelMetrics.GAIN_LOW);
          OptionalDouble high = figures.value(name, policy, ModelMetrics.GAIN_HIGH);
          double value = gain.getAsDouble();
          bars.add(
              new Bar(
                  name, value, low.orElse(value), high.orElse(value), figures.role(name, policy)));
          rows.add(List.of(name, signed(gain), interval(low, high), certain(low, high)));
        }
      }
      if (!bars.isEmpty()) {
        String title = Figures.words(policy) + ": " + Figures.served(policy) + " over each other";
        blocks.add(
            new Figure(
                title,
                List.of(
                    new Bars(
                        inWords(title, bars),
                        "gain in NDCG@" + figures.k(),
                        bars,
                        OptionalDouble.empty())),
                new Table(List.of("over", "gain", "95 % interval", "what is served is"), rows)));
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          new Text(
              "What is served minus each other recommender, the same persons. A whisker that does"
                  + " not touch zero is a certain difference."));
    }
    return new Section("What is served against each part", blocks);
  }

  static Section lengths(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    if (figures.lengths().size() > 1) {
      for (String policy : figures.policies()) {
        List<Plot> plots =
            Stream.of("recall", Figures.NDCG)
                .<Plot>map(metric -> curves(figures, policy, metric))
                .toList();
        blocks.add(
            new Figure(
                Figures.words(policy) + ": recall and NDCG by length of list",
                plots,
                lengthsTable(figures, policy)));
      }
    }
    return new Section("Longer and shorter lists", blocks);
  }

  /** The recommenders worth a line: what is served, its best part, and some to compare with. */
  private static List<String> drawn(Figures figures, String policy) {
    return figures.recommenders(policy).stream()
        .filter(
            name -> {
              Role role = figures.role(name, policy);
              return role == Role.SERVED || role == Role.BEST_PART || BESIDE.contains(name);
            })
        .limit(MOST_CURVES)
        .toList();
  }

  private static Curves curves(Figures figures, String policy, String metric) {
    List<Integer> lengths = figures.lengths();
    List<Curve> curves =
        drawn(figures, policy).stream()
            .map(
                name ->
                    new Curve(name, at(figures, name, policy, metric), figures.role(name, policy)))
            .toList();
    StringBuilder words =
        new StringBuilder(Figures.words(policy) + ", " + words(metric) + " at " + lengths);
    curves.forEach(
        curve ->
            words.append(
                String.format(
                    Locale.ROOT,
                    "; %s from %.3f to %.3f",
                    curve.label(),
                    curve.values().get(0),
                    curve.values().get(curve.values().size() - 1))));
    return new Curves(words.toString(), words(metric) + "@k over k", lengths, curves);
  }

  private static List<Double> at(Figures figures, String name, String policy, String metric) {
    return figures.lengths().stream()
        .map(k -> figures.value(name, policy, ModelMetrics.ALL, metric, k).orElse(0))
        .toList();
  }

  private static Table lengthsTable(Figures figures, String policy) {
    List<String> header = new ArrayList<>(List.of("recommender"));
    figures.lengths().forEach(k -> header.add("recall@" + k));
    figures.lengths().forEach(k -> header.add("NDCG@" + k));
    List<List<String>> rows = new ArrayList<>();
    for (String name : figures.recommenders(policy)) {
      List<String> row = new ArrayList<>(List.of(name));
      for (String metric : List.of("recall", Figures.NDCG)) {
        for (int k : figures.lengths()) {
          OptionalDouble value = figures.value(name, policy, ModelMetrics.ALL, metric, k);
          row.add(value.isEmpty() ? "–" : String.format(Locale.ROOT, "%.3f", value.getAsDouble()));
        }
      }
      rows.add(row);
    }
    return new Table(header, rows);
  }

  static String inWords(String title, List<Bar> bars) {
    StringBuilder words = new StringBuilder(title);
    for (Bar bar : bars) {
      words.append(String.format(Locale.ROOT, "; %s %.3f", bar.label(), bar.value()));
      if (bar.high() > bar.low()) {
        words.append(String.format(Locale.ROOT, " (%.3f to %.3f)", bar.low(), bar.high()));
      }
    }
    return words.toString();
  }

  static String interval(OptionalDouble low, OptionalDouble high) {
    if (low.isEmpty() || high.isEmpty()) {
      return "–";
    }
    String between = low.getAsDouble() < 0 ? " to " : "–";
    return String.format(Locale.ROOT, "%.3f%s%.3f", low.getAsDouble(), between, high.getAsDouble());
  }

  private static String words(String metric) {
    return metric.equals(Figures.NDCG) ? "NDCG" : metric;
  }

  private static String signed(OptionalDouble gain) {
    return String.format(Locale.ROOT, "%+.4f", gain.orElse(0));
  }

  private static String certain(OptionalDouble low, OptionalDouble high) {
    if (low.isEmpty() || high.isEmpty()) {
      return "–";
    }
    return low.getAsDouble() > 0
        ? "certainly better"
        : high.getAsDouble() < 0 ? "certainly worse" : "not told apart";
  }
}

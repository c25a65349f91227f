package dev.nightjar.export.report;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.export.report.Content.Bar;
import dev.nightjar.export.report.Content.Bars;
import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Figure;
import dev.nightjar.export.report.Content.Role;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Table;
import dev.nightjar.export.report.Content.Text;
import dev.nightjar.export.report.Night.Importance;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What lists are beside their hits, and what the ranker looks at. Static, no state. */
final class TraitSections {
  private static final int MOST_FEATURES = 15;

  private TraitSections() {}

  static Section bias(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    for (String policy : figures.policies()) {
      if (figures.value(ModelMetrics.LOG, policy, ModelMetrics.HEAD_SHARE).isPresent()) {
        blocks.add(biasOf(figures, policy));
      }
    }
    if (!blocks.isEmpty()) {
      blocks.add(
          0,
          new Text(
              "Head share is the part of all places in lists that goes to the most popular fifth of"
                  + " the items; the Gini coefficient tells on how few items the places concentrate."
                  + " The dashed line is the log itself: what people met without being told."));
    }
    return new Section("Popularity bias", blocks);
  }

  private static Figure biasOf(Figures figures, String policy) {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>(figures.recommenders(policy));
    names.add(0, ModelMetrics.LOG);
    for (String name : names) {
      rows.add(
          List.of(
              name.equals(ModelMetrics.LOG) ? "the log itself" : name,
              Figures.cell(figures.value(name, policy, ModelMetrics.HEAD_SHARE)),
              Figures.cell(figures.value(name, policy, ModelMetrics.GINI)),
              Figures.cell(figures.value(name, policy, "coverage"))));
    }
    return new Figure(
        Figures.words(policy) + ": share of the head, and Gini coefficient",
        List.of(
            against(figures, policy, ModelMetrics.HEAD_SHARE, "head share"),
            against(figures, policy, ModelMetrics.GINI, "Gini coefficient")),
        new Table(List.of("recommender", "head share", "Gini", "coverage"), rows));
  }

  private static Bars against(Figures figures, String policy, String metric, String axis) {
    List<Bar> bars = new ArrayList<>();
    for (String name : figures.recommenders(policy)) {
      figures
          .value(name, policy, metric)
          .ifPresent(
              value -> bars.add(new Bar(name, value, value, value, figures.role(name, policy))));
    }
    OptionalDouble log = figures.value(ModelMetrics.LOG, policy, metric);
    String words =
        String.format(
            Locale.ROOT,
            "%s, %s; the log itself %.3f",
            Figures.words(policy),
            axis,
            log.orElse(Double.NaN));
    return new Bars(QualitySections.inWords(words, bars), axis, bars, log);
  }

  /** Whether what is served pushes what is popular anyway. */
  static Optional<String> biasInWords(Figures figures) {
    String policy = SnapshotManifest.NEW_ITEMS;
    OptionalDouble served = figures.value(Figures.served(policy), policy, ModelMetrics.HEAD_SHARE);
    OptionalDouble log = figures.value(ModelMetrics.LOG, policy, ModelMetrics.HEAD_SHARE);
    if (served.isEmpty() || log.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Popularity: %.0f %% of the places in lists of new items go to the most popular fifth of"
                + " the items, in the log itself %.0f %%; %.0f %% of all items are in somebody's first"
                + " %d.",
            100 * served.getAsDouble(),
            100 * log.getAsDouble(),
            100 * figures.value(Figures.served(policy), policy, "coverage").orElse(0),
            figures.k()));
  }

  static Section traits(Figures figures) {
    List<Block> blocks = new ArrayList<>();
    for (String policy : List.of(SnapshotManifest.NEW_ITEMS, SnapshotManifest.ALL_ITEMS)) {
      List<List<String>> rows = new ArrayList<>();
      for (String name : figures.recommenders(policy)) {
        List<String> row = new ArrayList<>(List.of(name));
        for (String metric :
            List.of("novelty", "diversity", "serendipity", "calibration_error", "coverage")) {
          row.add(Figures.cell(figures.value(name, policy, metric)));
        }
        rows.add(row);
      }
      if (!rows.isEmpty()) {
        blocks.add(
            new Figure(
                Figures.words(policy) + ", the first " + figures.k() + " places",
                List.of(),
                new Table(
                    List.of(
                        "recommender",
                        "novelty (bits)",
                        "diversity",
                        "serendipity",
                        "calibration error",
                        "coverage"),
                    rows)));
      }
    }
    return new Section("Beside the hits", blocks);
  }

  static Section importances(List<Importance> importances) {
    List<Block> blocks = new ArrayList<>();
    for (String policy :
        importances.stream().map(Importance::policy).distinct().sorted().toList()) {
      List<Importance> most =
          importances.stream()
              .filter(each -> each.policy().equals(policy))
              .sorted(Comparator.comparingDouble(Importance::share).reversed())
              .limit(MOST_FEATURES)
              .toList();
      List<Bar> bars =
          most.stream()
              .map(
                  each ->
                      new Bar(each.feature(), each.share(), each.share(), each.share(), Role.PART))
              .toList();
      String title = Figures.words(policy) + ": what decides";
      blocks.add(
          new Figure(
              title,
              List.of(
                  new Bars(
                      QualitySections.inWords(title, bars), "share", bars, OptionalDouble.empty())),
              new Table(
                  List.of("feature", "share"),
                  most.stream()
                      .map(
                          each ->
                              List.of(
                                  each.feature(), Figures.cell(OptionalDouble.of(each.share()))))
                      .toList())));
    }
    return new Section("What the ranker looks at", blocks);
  }
}

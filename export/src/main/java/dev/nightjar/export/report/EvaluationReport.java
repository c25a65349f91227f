package dev.nightjar.export.report;

import dev.nightjar.export.report.Content.Block;
import dev.nightjar.export.report.Content.Points;
import dev.nightjar.export.report.Content.Section;
import dev.nightjar.export.report.Content.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The evaluation of one night for people: what it means in sentences, then plots with the tables
 * behind them. A part of which nothing was measured is left out. Static, no state.
 */
public final class EvaluationReport {
  private EvaluationReport() {}

  /**
   * The same content twice.
   *
   * @param markdown sentences and tables
   * @param html a self-contained page, with plots
   */
  public record Written(String markdown, String html) {}

  /** Writes the report of a night of which something was measured. */
  public static Written of(Night night) {
    Content content = content(night);
    return new Written(MarkdownReport.of(content), HtmlReport.of(content));
  }

  private static Content content(Night night) {
    Figures figures = new Figures(night.measured());
    List<Section> sections =
        Stream.of(
                new Section("What it means", List.of(new Points(verdict(night, figures)))),
                QualitySections.quality(figures),
                QualitySections.gains(figures),
                QualitySections.lengths(figures),
                SliceSection.of(figures),
                TraitSections.bias(figures),
                TraitSections.traits(figures),
                TraitSections.importances(night.importances()),
                reading(figures))
            .filter(section -> !section.blocks().isEmpty())
            .toList();
    return new Content("Evaluation of the night of " + night.runDate(), asked(figures), sections);
  }

  private static String asked(Figures figures) {
    return "Measured on days that no model saw, through the code that serves: "
        + figures.policies().stream()
            .map(
                policy ->
                    String.format(
                        Locale.ROOT,
                        "%,d %s (%s)",
                        figures.persons(policy, "all"),
                        Figures.asked(policy),
                        Figures.words(policy).toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static List<String> verdict(Night night, Figures figures) {
    List<String> sentences = new ArrayList<>();
    figures.policies().forEach(policy -> compared(figures, policy).ifPresent(sentences::add));
    figures.policies().forEach(policy -> oracle(figures, policy).ifPresent(sentences::add));
    TraitSections.biasInWords(figures).ifPresent(sentences::add);
    sentences.addAll(night.verdict());
    return sentences;
  }

  /** Which part is best, and whether what is served is certainly above it. */
  private static Optional<String> compared(Figures figures, String policy) {
    Optional<String> best = figures.bestPart(policy);
    if (best.isEmpty() || figures.value(best.get(), policy, "gain").isEmpty()) {
      return Optional.empty();
    }
    double gain = figures.value(best.get(), policy, "gain").getAsDouble();
    double low = figures.value(best.get(), policy, "gain_low").orElse(Double.NaN);
    double high = figures.value(best.get(), policy, "gain_high").orElse(Double.NaN);
    String certain =
        low > 0
            ? "is certainly above it"
            : high < 0 ? "is certainly below it" : "cannot be told from it";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %s is the best single part with NDCG@%d %.4f; what is served (%s, %.4f) %s:"
                + " %+.4f person by person, 95 %% interval %+.4f to %+.4f.",
            Figures.words(policy),
            best.get(),
            figures.k(),
            figures.value(best.get(), policy, Figures.NDCG).orElse(Double.NaN),
            Figures.served(policy),
            figures.value(Figures.served(policy), policy, Figures.NDCG).orElse(Double.NaN),
            certain,
            gain,
            low,
            high));
  }

  private static Optional<String> oracle(Figures figures, String policy) {
    double oracle = figures.value("oracle", policy, Figures.NDCG).orElse(0);
    double served = figures.value(Figures.served(policy), policy, Figures.NDCG).orElse(0);
    return oracle > 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s: that is %.0f %% of what the simulated world's oracle reaches.",
                Figures.words(policy),
                100 * served / oracle))
        : Optional.empty();
  }

  private static Section reading(Figures figures) {
    List<Block> blocks =
        List.of(
            new Text(
                "Every recommender answered the same requests over the same items; ties are random."
                    + " A bar is a mean over persons, its whisker the 95 % interval by bootstrap over"
                    + " persons. Two intervals that overlap may still differ for certain: the gains,"
                    + " which are paired person by person, decide."),
            new Points(
                List.of(
                    "New items: what a person has had is neither ranked nor counted. All items:"
                        + " repeats count. Next click: the item a session went on to. New people:"
                        + " what somebody unknown turned to after three clicks.",
                    "NDCG: how much of what people wanted was listed, early places counting more."
                        + " Recall: the share of it that was listed, of at most k. Hit rate: who"
                        + " found anything. AUC: how often a wanted item stands before another,"
                        + " over all items; what is not listed ties.",
                    "Novelty: how little known the items are, in bits. Diversity: how unlike each"
                        + " other within one list. Serendipity: the part of recall that popular items"
                        + " would not have reached. Calibration error: how far the categories are"
                        + " from the person's own, 0 is a mirror. Coverage: the share of items in"
                        + " any list.",
                    "A dash stands where nothing was measured. docs/models.md has every formula;"
                        + " gold.model_metrics holds every number, at k = "
                        + figures.lengths().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))
                        + ".")));
    return new Section("How to read this", blocks);
  }
}

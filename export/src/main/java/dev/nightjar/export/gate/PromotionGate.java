package dev.nightjar.export.gate;

import dev.nightjar.export.evaluation.Evidence;
import dev.nightjar.training.tables.ModelMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules by which a measured snapshot goes live. It must not be worse than the popular list
 * beyond what chance explains, and must not fall far below what the incumbent reached: the second
 * catches a broken feed that the first forgives. Guard-rails refuse what figures of accuracy do not
 * show: a catalogue that is hardly shown any more, and lists of what is popular anyway. Pure: the
 * same evidence gives the same decision.
 */
public final class PromotionGate {
  /** The figure of the share of the items that anybody is shown. */
  static final String COVERAGE = "blend.coverage";

  private static final String HEAD_SHARE = "blend." + ModelMetrics.HEAD_SHARE;
  private static final String HEAD_SHARE_OF_LOG = "log." + ModelMetrics.HEAD_SHARE;

  private final GateRules rules;

  /** A gate with these rules. */
  public PromotionGate(GateRules rules) {
    this.rules = rules;
  }

  /** Judges a candidate. */
  public PromotionDecision judge(Evidence evidence, Optional<Incumbent> incumbent) {
    if (evidence.persons() < rules.minPersons()) {
      return unjudged(evidence, incumbent);
    }
    List<String> against = new ArrayList<>();
    List<String> inFavour = new ArrayList<>();
    comparePopular(evidence, against, inFavour);
    incumbent.ifPresent(known -> compareIncumbent(evidence, known, against, inFavour));
    incumbent.ifPresent(known -> guardCoverage(evidence, known, against));
    guardHead(evidence, against);
    return against.isEmpty()
        ? new PromotionDecision(true, inFavour)
        : new PromotionDecision(false, against);
  }

  private PromotionDecision unjudged(Evidence evidence, Optional<Incumbent> incumbent) {
    boolean promoted = rules.promoteUnjudged() || incumbent.isEmpty();
    return new PromotionDecision(
        promoted,
        List.of(
            text(
                "too few test users to judge: %,d, gate.min_persons is %,d; %s",
                evidence.persons(),
                rules.minPersons(),
                promoted
                    ? "promoted unjudged"
                    : "the incumbent stays, as gate.promote_unjudged is false")));
  }

  private void comparePopular(Evidence evidence, List<String> against, List<String> inFavour) {
    String figures =
        text(
            "%s is %.4f, popularity's %.4f (difference %+.4f, 95 %% interval %+.4f to %+.4f)",
            evidence.metric(),
            evidence.blend().mean(),
            evidence.popular(),
            evidence.difference().mean(),
            evidence.difference().low(),
            evidence.difference().high());
    if (evidence.difference().high() < -rules.popularMargin()) {
      against.add("worse than popularity: " + figures);
    } else if (evidence.difference().low() > 0) {
      inFavour.add("better than popularity: " + figures);
    } else {
      inFavour.add("not distinguishable from popularity: " + figures);
    }
  }

  private void compareIncumbent(
      Evidence evidence, Incumbent incumbent, List<String> against, List<String> inFavour) {
    if (!incumbent.metric().equals(evidence.metric())) {
      inFavour.add(
          text(
              "not compared with the incumbent %s, which was judged by %s",
              incumbent.snapshotId(), incumbent.metric()));
      return;
    }
    double floor = incumbent.value() * (1 - rules.maxDrop());
    boolean fell = evidence.blend().mean() < floor;
    boolean surely = evidence.blend().high() < incumbent.value();
    String figures =
        text(
            "%s is %.4f, the incumbent %s had %.4f on its own night; gate.max_drop allows %.4f",
            evidence.metric(),
            evidence.blend().mean(),
            incumbent.snapshotId(),
            incumbent.value(),
            floor);
    if (fell && surely) {
      against.add("fell below the incumbent: " + figures);
    } else {
      inFavour.add("holds against the incumbent: " + figures);
    }
  }

  /** A feed that lost most of the catalogue may still please the persons who are measured. */
  private void guardCoverage(Evidence evidence, Incumbent incumbent, List<String> against) {
    if (evidence.figure(COVERAGE).isEmpty() || incumbent.coverage().isEmpty()) {
      return;
    }
    double coverage = evidence.figure(COVERAGE).get();
    double floor = incumbent.coverage().get() * (1 - rules.maxCoverageDrop());
    if (coverage < floor) {
      against.add(
          text(
              "shows too few of the items: %.2f %% of them, the incumbent %s showed %.2f %%;"
                  + " gate.max_coverage_drop allows %.2f %%",
              100 * coverage,
              incumbent.snapshotId(),
              100 * incumbent.coverage().get(),
              100 * floor));
    }
  }

  /** Lists that push what is popular anyway teach the next night to push it more. */
  private void guardHead(Evidence evidence, List<String> against) {
    if (evidence.figure(HEAD_SHARE).isEmpty() || evidence.figure(HEAD_SHARE_OF_LOG).isEmpty()) {
      return;
    }
    double share = evidence.figure(HEAD_SHARE).get();
    double inLog = evidence.figure(HEAD_SHARE_OF_LOG).get();
    if (share > inLog + rules.headMargin()) {
      against.add(
          text(
              "shows too much of what is popular: the most popular fifth of the items has %.0f %% of"
                  + " the places and %.0f %% of the log; gate.head_margin allows %.0f points more",
              100 * share, 100 * inLog, 100 * rules.headMargin()));
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

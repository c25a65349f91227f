package dev.nightjar.export.gate;

import dev.nightjar.contract.SnapshotManifest;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Section;
import dev.nightjar.settings.Settings;
import java.util.Set;

/**
 * What a candidate must reach to go live, section {@code gate}.
 *
 * @param k length of list at which NDCG is compared
 * @param policy new_items or all_items
 * @param minPersons with fewer test persons nothing can be judged
 * @param promoteUnjudged whether an unjudged candidate goes live
 * @param popularMargin how far below popularity the blend may certainly be
 * @param maxDrop share of the incumbent's value that the blend may fall
 * @param maxCoverageDrop share of the incumbent's coverage that may be lost
 * @param headMargin how far the popular items' share of the places may be above that in the log
 */
public record GateRules(
    int k,
    String policy,
    int minPersons,
    boolean promoteUnjudged,
    double popularMargin,
    double maxDrop,
    double maxCoverageDrop,
    double headMargin) {
  private static final Set<String> POLICIES =
      Set.of(SnapshotManifest.NEW_ITEMS, SnapshotManifest.ALL_ITEMS);

  /** Checks the ranges. */
  public GateRules {
    if (!POLICIES.contains(policy)) {
      throw new ConfigurationException(
          "gate.policy = " + policy + " must be new_items or all_items");
    }
    if (k < 1 || minPersons < 1) {
      throw new ConfigurationException(
          "gate.k and gate.min_persons must be at least 1, but are " + k + " and " + minPersons);
    }
    if (!(popularMargin >= 0 && popularMargin <= 1) || !(maxDrop >= 0 && maxDrop <= 1)) {
      throw new ConfigurationException(
          "gate.popular_margin and gate.max_drop must be 0 to 1, but are "
              + popularMargin
              + " and "
              + maxDrop);
    }
  }

  /** Reads section {@code gate}. */
  public static GateRules load(Settings settings) {
    Section gate = settings.section("gate");
    return new GateRules(
        gate.integer("k", 1, 500),
        gate.string("policy"),
        gate.integer("min_persons", 1, 1_000_000_000),
        gate.flag("promote_unjudged"),
        gate.number("popular_margin", 0, 1),
        gate.number("max_drop", 0, 1),
        gate.number("max_coverage_drop", 0, 1),
        gate.number("head_margin", 0, 1));
  }

  /** What is compared, as the report and the table say it. */
  public String metric() {
    return "ndcg@" + k + "/" + policy;
  }
}

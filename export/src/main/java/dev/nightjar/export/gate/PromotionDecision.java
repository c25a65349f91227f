package dev.nightjar.export.gate;

import dev.nightjar.export.tables.Promotions;
import java.util.List;

/**
 * Whether a snapshot goes live, and why. A refusal is a result, not a failure: the incumbent goes
 * on serving.
 *
 * @param promoted whether it goes live
 * @param reasons what the decision rests on, a sentence each
 */
public record PromotionDecision(boolean promoted, List<String> reasons) {
  /** Copies the reasons. */
  public PromotionDecision {
    reasons = List.copyOf(reasons);
  }

  /** The decision as the table and the manifest say it. */
  public String word() {
    return promoted ? Promotions.PROMOTED : Promotions.REFUSED;
  }
}

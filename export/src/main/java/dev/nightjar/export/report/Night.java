package dev.nightjar.export.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What a report is about. Immutable.
 *
 * @param runDate the night
 * @param measured everything measured on its test window
 * @param verdict what the gate decided, a sentence each; empty when it judged nothing
 * @param importances what the learned ranker looks at; empty when it has no trees or nobody asked
 */
public record Night(
    LocalDate runDate,
    List<Measured> measured,
    List<String> verdict,
    List<Importance> importances) {
  public Night {
    measured = List.copyOf(measured);
    verdict = List.copyOf(verdict);
    importances = List.copyOf(importances);
  }

  /**
   * How much a feature decides.
   *
   * @param share its part of the whole, 0 to 1
   */
  public record Importance(String policy, String feature, double share) {}
}

package dev.nightjar.etl.rules;

/**
 * What the gold features look at.
 *
 * @param windowDays days of interactions back from the run date, at least 1
 */
public record FeatureRules(int windowDays) {

  public FeatureRules {
    IngestRules.require(windowDays >= 1, "windowDays = " + windowDays + " must be 1 or more");
  }
}

package dev.nightjar.simulator;

import java.util.List;
import java.util.Optional;

/**
 * One visit of one person: what was shown, what was done, and whether they logged in on the way.
 *
 * @param loginBefore the step before which the person logs in, -1 when that does not happen
 */
record Visit(
    Person person,
    String sessionId,
    Device device,
    long startMillis,
    boolean knownAtStart,
    int loginBefore,
    Optional<Shown> shown,
    List<Step> steps) {

  /**
   * A list of recommendations shown at the start of a visit.
   *
   * @param propensities the probability with which each item was drawn for its place
   */
  record Shown(String recommendationId, List<Integer> items, List<Double> propensities) {}
}

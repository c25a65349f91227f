package dev.nightjar.etl.rules;

import java.time.Duration;

/**
 * What decides whether a bronze event counts, and whose it is.
 *
 * @param lookBack how long before the start of its arrival day an event may have happened
 * @param dedupDays days of arrival in which an equal message id makes a duplicate, at least 1
 * @param identityDays days before and after that a log-in or an alias reaches, at least 1
 * @param consent what missing consent and privacy signals mean
 * @param robots what makes a robot, and how much one person may count
 */
public record CleaningRules(
    Duration lookBack, int dedupDays, int identityDays, ConsentRules consent, RobotRules robots) {

  public CleaningRules {
    IngestRules.require(!lookBack.isNegative(), "lookBack = " + lookBack + " must not be negative");
    IngestRules.require(dedupDays >= 1, "dedupDays = " + dedupDays + " must be 1 or more");
    IngestRules.require(identityDays >= 1, "identityDays = " + identityDays + " must be 1 or more");
  }

  /** Whole days that {@link #lookBack} reaches into. */
  public int lookBackDays() {
    return (int) ((lookBack.toSeconds() + 86_399) / 86_400);
  }
}

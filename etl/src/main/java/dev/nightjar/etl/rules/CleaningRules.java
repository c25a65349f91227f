package dev.nightjar.etl.rules;

import java.time.Duration;

/**
 * What decides whether a bronze event counts.
 *
 * @param lookBack how long before the start of its arrival day an event may have happened
 * @param dedupDays days of arrival in which an equal message id makes a duplicate, at least 1
 * @param consentMissingGrants whether an event without a consent object may be used
 * @param botEventsPerDay events of one person on one day above which that day is a robot's, at
 *     least 1
 */
public record CleaningRules(
    Duration lookBack, int dedupDays, boolean consentMissingGrants, int botEventsPerDay) {

  public CleaningRules {
    IngestRules.require(!lookBack.isNegative(), "lookBack = " + lookBack + " must not be negative");
    IngestRules.require(dedupDays >= 1, "dedupDays = " + dedupDays + " must be 1 or more");
    IngestRules.require(
        botEventsPerDay >= 1, "botEventsPerDay = " + botEventsPerDay + " must be 1 or more");
  }

  /** Whole days that {@link #lookBack} reaches into. */
  public int lookBackDays() {
    return (int) ((lookBack.toSeconds() + 86_399) / 86_400);
  }
}

package dev.nightjar.etl.rules;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What decides whether a bronze event counts, and whose it is.
 *
 * @param lookBack how long before the start of its arrival day an event may have happened
 * @param dedupDays days of arrival in which an equal message id makes a duplicate, at least 1
 * @param identityDays days before and after that a log-in or an alias reaches, at least 1
 * @param consent what missing consent and privacy signals mean
 * @param robots what makes a robot, and how much one person may count
 * @param contextValues names of values of an event's context that interactions keep beside those
 *     with a column
 */
public record CleaningRules(
    Duration lookBack,
    int dedupDays,
    int identityDays,
    ConsentRules consent,
    RobotRules robots,
    List<String> contextValues) {
  private static final Set<String> WITH_A_COLUMN =
      Set.of("device", "country", "os", "browser", "referrer", "language", "locale", "userAgent");

  public CleaningRules {
    IngestRules.require(!lookBack.isNegative(), "lookBack = " + lookBack + " must not be negative");
    IngestRules.require(dedupDays >= 1, "dedupDays = " + dedupDays + " must be 1 or more");
    IngestRules.require(identityDays >= 1, "identityDays = " + identityDays + " must be 1 or more");
    contextValues = List.copyOf(contextValues);
    for (String name : contextValues) {
      IngestRules.require(
          name.matches("[A-Za-z0-9_.-]{1,64}") && !WITH_A_COLUMN.contains(name),
          "contextValues holds '"
              + name
              + "'; a name has 1 to 64 letters, digits, dots, dashes or underscores and is none of "
              + new TreeSet<>(WITH_A_COLUMN)
              + ", which are kept without it");
    }
  }

  /** Whole days that {@link #lookBack} reaches into. */
  public int lookBackDays() {
    return (int) ((lookBack.toSeconds() + 86_399) / 86_400);
  }
}

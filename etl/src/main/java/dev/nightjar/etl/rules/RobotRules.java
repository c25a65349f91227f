package dev.nightjar.etl.rules;

/**
 * What one person's day may hold before it is a robot's, or counts in part only.
 *
 * @param eventsPerDay events of one day above which the day is a robot's, at least 1
 * @param regularEvents events of one day from which even intervals make it a robot's, at least 10
 * @param regularSpread spread of the intervals (standard deviation over mean) up to which they are
 *     even, 0 to 1; 0: only exactly equal ones
 * @param countedPerDay events of one person's day that count; later ones are suppressed, at least 1
 */
public record RobotRules(
    int eventsPerDay, int regularEvents, double regularSpread, int countedPerDay) {

  public RobotRules {
    IngestRules.require(eventsPerDay >= 1, "eventsPerDay = " + eventsPerDay + " must be 1 or more");
    IngestRules.require(
        regularEvents >= 10, "regularEvents = " + regularEvents + " must be 10 or more");
    IngestRules.require(
        regularSpread >= 0 && regularSpread <= 1,
        "regularSpread = " + regularSpread + " must be from 0 to 1");
    IngestRules.require(
        countedPerDay >= 1, "countedPerDay = " + countedPerDay + " must be 1 or more");
  }
}

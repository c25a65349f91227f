package dev.nightjar.etl.expectations;

import java.time.Duration;

/** Lengths of time as people say them: whole days, else whole hours, else minutes. */
final class Durations {

  private Durations() {}

  static String text(Duration duration) {
    long hours = duration.toHours();
    if (hours >= 48) {
      return hours / 24 + (hours % 24 == 0 ? "" : "." + hours % 24 * 10 / 24) + " days";
    }
    return hours >= 2 ? hours + " hours" : duration.toMinutes() + " minutes";
  }
}

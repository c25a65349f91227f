package dev.nightjar.etl;

import java.time.LocalDate;

/**
 * What one cleaning job did with the lines of its night.
 *
 * @param runDate the night
 * @param accepted lines that count, unmapped events included
 * @param duplicate lines whose message id had arrived before
 * @param suppressed lines without consent, or of robots
 * @param late lines that arrived after the look-back
 * @param hotKeys who and what stands out
 */
public record CleanSummary(
    LocalDate runDate, long accepted, long duplicate, long suppressed, long late, HotKeys hotKeys) {

  /** A summary without anything that stands out. */
  public CleanSummary(
      LocalDate runDate, long accepted, long duplicate, long suppressed, long late) {
    this(runDate, accepted, duplicate, suppressed, late, HotKeys.NONE);
  }

  /** The lines alone. */
  public CleanSummary withoutHotKeys() {
    return new CleanSummary(runDate, accepted, duplicate, suppressed, late);
  }
}

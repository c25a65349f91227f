package dev.nightjar.etl.rules;

import java.time.Duration;

/**
 * What a session is.
 *
 * @param gap pause after which the next interaction begins a new session, from one second to 12
 *     hours
 */
public record SessionRules(Duration gap) {

  public SessionRules {
    IngestRules.require(
        gap.toSeconds() >= 1 && gap.toHours() <= 12, "gap = " + gap + " must be from 1 s to 12 h");
  }
}

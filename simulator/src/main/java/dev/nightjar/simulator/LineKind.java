package dev.nightjar.simulator;

import java.util.Locale;

/**
 * What is the matter with a landed line. Each line has exactly one kind, so that a count of kinds
 * can be held against the accounting of a night.
 */
enum LineKind {
  CLEAN("accepted"),
  /** An event name that nothing maps; kept, but no interaction. */
  UNMAPPED("accepted"),
  LATE_WITHIN("accepted"),
  MALFORMED("quarantined"),
  WRONG_TYPE("quarantined"),
  /** Ids that stand for nobody. */
  PLACEHOLDER("quarantined"),
  CLOCK_FUTURE("quarantined"),
  CLOCK_PAST("late"),
  LATE_BEYOND("late"),
  DUPLICATE("duplicate"),
  RESEND("duplicate"),
  REFUSED("suppressed"),
  BOT("suppressed");

  private final String expected;

  LineKind(String expected) {
    this.expected = expected;
  }

  /** The outcome that a night should book for a line of this kind. */
  String expected() {
    return expected;
  }

  /** The name in the answer sheet. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

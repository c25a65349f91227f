package dev.nightjar.etl.expectations;

import java.util.Optional;

/**
 * Something expected that does not hold.
 *
 * @param table table it was found in
 * @param rule name of the rule or setting
 * @param found what was found and what was expected, with figures
 * @param todo what its owner can do
 * @param cause what declared it
 */
public record Breach(String table, String rule, String found, String todo, Cause cause) {

  /**
   * What declared the rule, for finding examples.
   *
   * @param expectation the declared rule; nothing for a limit among the settings
   * @param feed feed that exceeds a limit; empty for a declared rule
   * @param stops whether the night stops
   */
  public record Cause(Optional<Expectation> expectation, String feed, boolean stops) {}

  /** Table, rule and figures on one line. */
  @Override
  public String toString() {
    return table + " " + rule + ": " + found;
  }
}

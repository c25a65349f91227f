package dev.nightjar.etl.landing;

import org.jspecify.annotations.Nullable;

/**
 * A landed line breaks a rule. Thrown and caught within this package only, without a stack trace,
 * because a parser that finds a broken field five calls deep has one thing left to say.
 */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final @Nullable String detail;

  /**
   * @param rule name of the rule, such as {@code type.unknown}
   * @param detail what was found, without any id; null if the rule says it all
   */
  Refusal(String rule, @Nullable String detail) {
    super(rule, null, false, false);
    this.rule = rule;
    this.detail = detail;
  }

  String rule() {
    return rule;
  }

  @Nullable String detail() {
    return detail;
  }
}

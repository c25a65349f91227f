package dev.nightjar.ranking.rules;

/**
 * One thing that an operator or a caller wants of answers.
 *
 * @param name names it in explanations; rules are applied in the order of their names
 * @param when when it holds
 * @param effect what it does then
 */
public record Rule(String name, RuleCondition when, RuleEffect effect) {
  /** Name of what a request asks for itself. */
  public static final String OF_REQUEST = "request";

  /** What a request asks for itself. */
  public static Rule ofRequest(RuleEffect effect) {
    return new Rule(OF_REQUEST, RuleCondition.ALWAYS, effect);
  }
}

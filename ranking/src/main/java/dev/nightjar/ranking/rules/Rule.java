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

  /** Name of what sinks because a session was shown it and passed it over. */
  public static final String IGNORED = "ignored";

  /** Whether it came with the request or its session, and not from the operator. */
  public boolean isOfRequest() {
    return name.equals(OF_REQUEST) || name.equals(IGNORED);
  }

  /** What a request asks for itself. */
  public static Rule ofRequest(RuleEffect effect) {
    return new Rule(OF_REQUEST, RuleCondition.ALWAYS, effect);
  }
}

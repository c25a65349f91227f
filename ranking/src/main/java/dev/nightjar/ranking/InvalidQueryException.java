package dev.nightjar.ranking;

/** A request that cannot be answered as it stands; names the field and says what it must be. */
public final class InvalidQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;

  /**
   * @param field the query's field, as a request spells it
   * @param reason what was found and what is allowed
   */
  public InvalidQueryException(String field, String reason) {
    super(field + " " + reason);
    this.field = field;
    this.reason = reason;
  }

  /** The query's field, as a request spells it. */
  public String field() {
    return field;
  }

  /** What was found and what is allowed. */
  public String reason() {
    return reason;
  }
}

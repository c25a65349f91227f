package dev.nightjar.ranking.filter;

/** How a field is compared with values. */
enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  BELOW("<"),
  AT_MOST("<="),
  ABOVE(">"),
  AT_LEAST(">="),
  IN("in"),
  NOT_IN("not in");

  private final String spelling;

  Operator(String spelling) {
    this.spelling = spelling;
  }

  String spelling() {
    return spelling;
  }

  /** Whether it asks which value is the greater one. */
  boolean isOrder() {
    return this == BELOW || this == AT_MOST || this == ABOVE || this == AT_LEAST;
  }

  /** Whether it holds where no value is one of those given. */
  boolean isNegative() {
    return this == NOT_EQUAL || this == NOT_IN;
  }
}

package dev.nightjar.etl.landing;

/**
 * Says that a line holds something that the quick reading leaves to the careful one. It is thrown
 * for some of the lines of every night, so there is one of it, without a stack.
 */
final class Unusual extends Exception {

  private static final long serialVersionUID = 1L;

  static final Unusual LINE = new Unusual();

  private Unusual() {
    super("left to the careful reading", null, false, false);
  }
}

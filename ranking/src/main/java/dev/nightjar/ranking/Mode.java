package dev.nightjar.ranking;

import java.util.Locale;

/** What an answer rests on, best first: the highest rung of the ladder that gave an item to it. */
public enum Mode {
  /** Candidates that the night computed for this person. */
  PERSONAL,
  /** Neighbours of the session's items or of the item on the screen. */
  SESSION,
  /** What is popular in the person's segment. */
  SEGMENT,
  /** What is popular with everybody. */
  POPULAR,
  /** A list shipped with the server, because there is no snapshot. */
  BUNDLED;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in answers and metrics. */
  public String id() {
    return id;
  }
}

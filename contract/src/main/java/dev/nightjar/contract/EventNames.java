package dev.nightjar.contract;

/** Names of events that Nightjar itself makes and reads again; see docs/formats/event.md. */
public final class EventNames {
  /**
   * What the server answered with. Nobody did anything, so it is told apart from what people do and
   * from what an app says was seen.
   */
  public static final String RECOMMENDATIONS_SERVED = "Recommendations Served";

  private EventNames() {}
}

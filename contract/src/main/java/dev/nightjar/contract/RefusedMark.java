package dev.nightjar.contract;

/**
 * The field by which a collector marks an event that it refused and landed for the quarantine; see
 * docs/formats/event.md. No app sends it, so it is no field of an event.
 */
public final class RefusedMark {
  /** The field; its value is an object. */
  public static final String FIELD = "_refused";

  /** Field of the object: why, as the sender was told. */
  public static final String CODE = "code";

  private RefusedMark() {}
}

package dev.nightjar.contract;

import java.util.Optional;

/**
 * The sources of candidates. The code is what a stored value holds, the id is what an answer, a
 * manifest and a table say.
 *
 * <p>A code is never reused: old snapshots still carry it.
 */
public enum Source {
  POPULAR(1, "popular"),
  RECENT(2, "recent"),
  SEGMENT(3, "segment"),
  ALS(4, "als"),
  ITEM_ITEM(5, "item_item"),
  OWN_PAST(6, "own_past"),
  SESSION(7, "session"),
  TRANSITIONS(8, "transitions");

  private static final Source[] BY_CODE = new Source[16];

  static {
    for (Source source : values()) {
      BY_CODE[source.code] = source;
    }
  }

  private final byte code;
  private final String id;

  Source(int code, String id) {
    this.code = (byte) code;
    this.id = id;
  }

  /** The byte that stands for this source in a stored value. */
  public byte code() {
    return code;
  }

  /** The name in answers, manifests and tables. */
  public String id() {
    return id;
  }

  /** The source of a stored code. */
  static Source ofCode(byte code) {
    if (code < 0 || code >= BY_CODE.length || BY_CODE[code] == null) {
      throw new CorruptFormatException("no source has the code " + code);
    }
    return BY_CODE[code];
  }

  /** The source of a name, or empty when there is none. */
  public static Optional<Source> ofId(String id) {
    for (Source source : values()) {
      if (source.id.equals(id)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }
}

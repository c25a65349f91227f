package dev.nightjar.contract;

import java.util.Optional;

/**
 * The sources of candidates. The code is what a stored value holds, the id is what an answer, a
 * manifest and a table say.
 *
 * <p>A code is never reused: old snapshots still carry it.
 */
public enum Source {
  POPULAR(1, "popular", Kind.LIST),
  RECENT(2, "recent", Kind.LIST),
  SEGMENT(3, "segment", Kind.LIST),
  ALS(4, "als", Kind.PERSONAL),
  ITEM_ITEM(5, "item_item", Kind.PERSONAL),
  OWN_PAST(6, "own_past", Kind.PERSONAL),
  SESSION(7, "session", Kind.LIVE),
  TRANSITIONS(8, "transitions", Kind.PERSONAL),
  SESSION_KNN(9, "session_knn", Kind.LIVE),
  SESSION_NEXT(10, "session_next", Kind.LIVE),
  FOLD_IN(11, "fold_in", Kind.LIVE),
  CONTENT(12, "content", Kind.PERSONAL),
  NEWCOMERS(13, "newcomers", Kind.PERSONAL),
  RISING(14, "rising", Kind.LIST);

  /** What a source answers from. */
  public enum Kind {
    /** A list of many persons, which the night made. */
    LIST,
    /** What the night computed for the person. */
    PERSONAL,
    /** What the request says of the session, when it comes. */
    LIVE
  }

  private static final Source[] BY_CODE = new Source[16];

  static {
    for (Source source : values()) {
      BY_CODE[source.code] = source;
    }
  }

  private final byte code;
  private final String id;
  private final Kind kind;

  Source(int code, String id, Kind kind) {
    this.code = (byte) code;
    this.id = id;
    this.kind = kind;
  }

  /** The byte that stands for this source in a stored value. */
  public byte code() {
    return code;
  }

  /** The name in answers, manifests and tables. */
  public String id() {
    return id;
  }

  /** What it answers from. */
  public Kind kind() {
    return kind;
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

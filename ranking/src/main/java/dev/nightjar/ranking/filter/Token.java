package dev.nightjar.ranking.filter;

/**
 * A word of a filter.
 *
 * @param kind what it is
 * @param text its meaning: a text without quotes and escapes, else as it stands there
 * @param column where it begins, from 1 in characters
 */
record Token(Kind kind, String text, int column) {
  /** What a word can be. */
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    TIME,
    SIGN,
    END
  }

  /** Whether it is this sign. */
  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** Whether it is this keyword, in whatever case. */
  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }

  /** The word as an error names it. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> new Literal.Text(shortened()).spelled();
      default -> shortened();
    };
  }

  private String shortened() {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}

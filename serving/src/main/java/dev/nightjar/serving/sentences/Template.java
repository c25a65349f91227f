package dev.nightjar.serving.sentences;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with places for one name. Immutable.
 *
 * @param pieces the text between the places; one more than there are places
 */
record Template(List<String> pieces) {
  private static final int MOST = 500;

  Template {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a sentence.
   *
   * @throws IllegalArgumentException for one that names something else; says at which column
   */
  static Template parse(String text, Motive.Placeholder allowed) {
    if (text.isBlank() || text.length() > MOST) {
      throw new IllegalArgumentException(
          "has " + text.length() + " characters; it must be a sentence of 1 to " + MOST);
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int open = brace(text, 0); open < text.length(); open = brace(text, from)) {
      int close = text.indexOf('}', open);
      if (text.charAt(open) == '}' || close < 0) {
        throw wrong(open, "a brace stands alone; write a placeholder such as {title}");
      }
      String name = text.substring(open + 1, close);
      if (allowed == Motive.Placeholder.NONE || !name.equals(allowed.id())) {
        throw wrong(open, unknown(name, allowed));
      }
      pieces.add(text.substring(from, open));
      from = close + 1;
    }
    pieces.add(text.substring(from));
    return new Template(pieces);
  }

  private static String unknown(String name, Motive.Placeholder allowed) {
    return allowed == Motive.Placeholder.NONE
        ? "there is no placeholder {" + name + "} here; this sentence must hold for any item"
        : "there is no placeholder {" + name + "} here, only {" + allowed.id() + "}";
  }

  private static int brace(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '{' && text.charAt(at) != '}') {
      at++;
    }
    return at;
  }

  private static IllegalArgumentException wrong(int at, String detail) {
    return new IllegalArgumentException("column " + (at + 1) + ": " + detail);
  }

  /** Whether it needs a name. */
  boolean names() {
    return pieces.size() > 1;
  }

  /** The sentence; null where it needs a name and there is none. */
  @Nullable String say(@Nullable String name) {
    if (!names()) {
      return pieces.get(0);
    }
    return name == null ? null : String.join(name, pieces);
  }
}

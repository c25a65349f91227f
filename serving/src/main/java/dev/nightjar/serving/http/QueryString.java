package dev.nightjar.serving.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one query string, decoded in order. Parsed by hand, because the servlet's map
 * costs more than the rest of a small request. Immutable.
 */
public final class QueryString {
  private static final QueryString NONE = new QueryString(List.of(), List.of());

  private final List<String> names;
  private final List<String> values;

  private QueryString(List<String> names, List<String> values) {
    this.names = names;
    this.values = values;
  }

  /**
   * @param raw the part of the address after the question mark, or null
   */
  public static QueryString parse(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return NONE;
    }
    List<String> names = new ArrayList<>(4);
    List<String> values = new ArrayList<>(4);
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        int equals = raw.indexOf('=', start);
        boolean bare = equals < 0 || equals > end;
        names.add(decode(raw.substring(start, bare ? end : equals)));
        values.add(bare ? "" : decode(raw.substring(equals + 1, end)));
      }
      start = end + 1;
    }
    return new QueryString(names, values);
  }

  /** How many parameters there are. */
  public int size() {
    return names.size();
  }

  /** Name of the parameter at this place. */
  public String name(int index) {
    return names.get(index);
  }

  /** Value of the parameter at this place. */
  public String value(int index) {
    return values.get(index);
  }

  /** The first value of a parameter, or null. */
  public @Nullable String first(String name) {
    int index = names.indexOf(name);
    return index < 0 ? null : values.get(index);
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.invalid("query", "the part \"" + text + "\" is not percent-encoded correctly"));
    }
  }
}

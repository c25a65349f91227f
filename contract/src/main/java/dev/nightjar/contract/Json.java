package dev.nightjar.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Just enough JSON for manifests and takedowns, because this module has no third-party jar:
 * objects, lists, texts, numbers (as double), booleans. Anything else is {@link
 * CorruptFormatException}. Not thread-safe.
 */
final class Json {
  private static final int MAX_DEPTH = 32;

  private final String what;
  private final String text;
  private int at;

  private Json(String what, String text) {
    this.what = what;
    this.text = text;
  }

  /**
   * The value of a text.
   *
   * @param what names the text in errors, such as "manifest"
   */
  static Object parse(String what, String text) {
    Json json = new Json(what, text);
    Object value = json.value(0);
    json.space();
    if (json.at != text.length()) {
      throw json.corrupt("the end");
    }
    return value;
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out, "\n");
    return out.toString();
  }

  private static void write(Object value, StringBuilder out, String newLine) {
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(newLine).append("  ");
        quote(String.valueOf(entry.getKey()), out);
        out.append(": ");
        write(entry.getValue(), out, newLine + "  ");
        separator = ",";
      }
      out.append(map.isEmpty() ? "" : newLine).append('}');
    } else if (value instanceof List<?> list) {
      String separator = "";
      out.append('[');
      for (Object each : list) {
        out.append(separator).append(newLine).append("  ");
        write(each, out, newLine + "  ");
        separator = ",";
      }
      out.append(list.isEmpty() ? "" : newLine).append(']');
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      quote(String.valueOf(value), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value(int depth) {
    space();
    char c = peek();
    if (depth > MAX_DEPTH) {
      throw corrupt("less nesting");
    }
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    expect('{');
    space();
    while (peek() != '}') {
      if (!map.isEmpty()) {
        expect(',');
        space();
      }
      String key = string();
      space();
      expect(':');
      if (map.put(key, value(depth + 1)) != null) {
        throw corrupt("the key " + key + " once");
      }
      space();
    }
    at++;
    return map;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    expect('[');
    space();
    while (peek() != ']') {
      if (!list.isEmpty()) {
        expect(',');
      }
      list.add(value(depth + 1));
      space();
    }
    at++;
    return list;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> unicode();
      default -> throw corrupt("an escape");
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw corrupt("four hexadecimal digits");
    }
    try {
      char c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
      at += 4;
      return c;
    } catch (NumberFormatException e) {
      throw corrupt("four hexadecimal digits");
    }
  }

  private Double number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw corrupt("a value");
    }
  }

  private Boolean literal(String word, boolean value) {
    if (!text.startsWith(word, at)) {
      throw corrupt(word);
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw corrupt("more");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw corrupt("'" + c + "'");
    }
    at++;
  }

  private CorruptFormatException corrupt(String expected) {
    return new CorruptFormatException(
        "the " + what + " is not JSON: expected " + expected + " at character " + at);
  }
}

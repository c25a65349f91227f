package dev.nightjar.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one JSON text into maps, lists, texts, doubles and booleans; null becomes {@link
 * Optional#empty}. Only for answers of a server, which are small. Not thread-safe.
 */
final class JsonTree {
  private static final int MOST_DEPTH = 64;

  private final String text;
  private int at;

  private JsonTree(String text) {
    this.text = text;
  }

  /**
   * The value of a whole text.
   *
   * @throws IllegalArgumentException when the text is not JSON
   */
  static Object parse(String text) {
    JsonTree tree = new JsonTree(text);
    Object value = tree.value(0);
    if (tree.skipSpace() < text.length()) {
      throw tree.unexpected();
    }
    return value;
  }

  /** The objects in a list under a name of an object; empty when there is none. */
  static List<Map<?, ?>> objects(Object tree, String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    if (tree instanceof Map<?, ?> map && map.get(name) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /** A text at a path of names; empty when there is none. */
  static Optional<String> text(Object tree, String... path) {
    Object here = tree;
    for (String name : path) {
      Object next = here instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        return Optional.empty();
      }
      here = next;
    }
    return here instanceof String string ? Optional.of(string) : Optional.empty();
  }

  private Object value(int depth) {
    if (depth > MOST_DEPTH || skipSpace() >= text.length()) {
      throw unexpected();
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", Optional.empty());
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    while (!closes('}')) {
      if (!map.isEmpty()) {
        expect(',');
      }
      skipSpace();
      String name = string();
      expect(':');
      map.put(name, value(depth + 1));
    }
    return map;
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    at++;
    while (!closes(']')) {
      if (!list.isEmpty()) {
        expect(',');
      }
      list.add(value(depth + 1));
    }
    return list;
  }

  private boolean closes(char end) {
    if (skipSpace() < text.length() && text.charAt(at) == end) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (skipSpace() >= text.length() || text.charAt(at) != c) {
      throw unexpected();
    }
    at++;
  }

  private String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw unexpected();
    }
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw unexpected();
  }

  private char escaped() {
    at++;
    if (at >= text.length()) {
      throw unexpected();
    }
    char c = text.charAt(at);
    if (c == 'u') {
      if (at + 4 >= text.length()) {
        throw unexpected();
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    int known = "bfnrt".indexOf(c);
    return known < 0 ? c : "\b\f\n\r\t".charAt(known);
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (from == at) {
      throw unexpected();
    }
    return Double.valueOf(text.substring(from, at));
  }

  private int skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private IllegalArgumentException unexpected() {
    int end = Math.min(text.length(), at + 20);
    String here = at >= end ? "the end" : "\"" + text.substring(at, end) + "\"";
    return new IllegalArgumentException("not JSON: unexpected " + here + " at " + at);
  }
}

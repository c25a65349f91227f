package dev.nightjar.ranking.filter;

import dev.nightjar.ranking.InvalidQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a filter into words. Not thread-safe; belongs to one text. */
final class Tokens {
  private static final String ISO_DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final Pattern TIME =
      Pattern.compile(ISO_DAY + "(?:[Tt][0-9:.]*(?:[Zz]|[+-][0-9:]+)?)?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final Pattern SIGN = Pattern.compile("<=|>=|!=|[=<>(),]");

  /** What other languages write, and what stands for it here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("==", "=", "<>", "!=", "&&", "and", "||", "or", "!", "not", "&", "and", "|", "or");

  private static final int UNICODE_DIGITS = 4;

  private final String text;
  private final List<Token> found = new ArrayList<>();
  private int at;

  private Tokens(String text) {
    this.text = text;
  }

  /** The words of a text, the last one its end. */
  static List<Token> of(String text) {
    Tokens tokens = new Tokens(text);
    tokens.space();
    while (tokens.at < text.length()) {
      tokens.next();
      tokens.space();
    }
    tokens.add(Token.Kind.END, "", text.length());
    return tokens.found;
  }

  /** Whether the name of a property needs no quotes. */
  static boolean isPlainName(String name) {
    return !name.isEmpty()
        && isNameStart(name.charAt(0))
        && !name.endsWith(".")
        && name.chars().allMatch(c -> isNamePart((char) c));
  }

  static InvalidQueryException wrong(int column, String what) {
    return new InvalidQueryException("filter", "column " + column + ": " + what);
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      quoted(c);
    } else if (isNameStart(c)) {
      int from = at;
      while (at < text.length() && isNamePart(text.charAt(at))) {
        at++;
      }
      add(Token.Kind.NAME, text.substring(from, at), from);
    } else if (!take(TIME, Token.Kind.TIME) && !take(NUMBER, Token.Kind.NUMBER)) {
      sign();
    }
  }

  private void sign() {
    for (int length = 2; length > 0; length--) {
      String here = text.substring(at, Math.min(text.length(), at + length));
      String meant = here.equals("!") && text.startsWith("!=", at) ? null : ELSEWHERE.get(here);
      if (meant != null) {
        throw wrong(column(at), here + " is not part of the language; write " + meant);
      }
    }
    if (!take(SIGN, Token.Kind.SIGN)) {
      String shown = new String(Character.toChars(text.codePointAt(at)));
      throw wrong(column(at), "the character " + shown + " has no meaning here");
    }
  }

  private boolean take(Pattern pattern, Token.Kind kind) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    add(kind, matcher.group(), at);
    at = matcher.end();
    if (kind != Token.Kind.SIGN && at < text.length() && isNamePart(text.charAt(at))) {
      throw wrong(
          column(at), "a number or date ends before " + text.charAt(at) + "; put texts in quotes");
    }
    return true;
  }

  private void quoted(char quote) {
    int from = at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    if (at >= text.length()) {
      throw wrong(column(from), "the text that begins here has no closing " + quote);
    }
    at++;
    add(Token.Kind.TEXT, value.toString(), from);
  }

  private char escaped() {
    int from = at - 1;
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\'', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'u' -> unicode(from);
      default ->
          throw wrong(
              column(from),
              "expected one of \\\" \\' \\\\ \\n \\t \\r \\uXXXX after the backslash");
    };
  }

  private char unicode(int from) {
    int end = at + UNICODE_DIGITS;
    int value = 0;
    for (; at < end; at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw wrong(column(from), "expected four hexadecimal digits after \\u");
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void add(Token.Kind kind, String meaning, int from) {
    found.add(new Token(kind, meaning, column(from)));
  }

  private int column(int index) {
    return text.codePointCount(0, index) + 1;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}

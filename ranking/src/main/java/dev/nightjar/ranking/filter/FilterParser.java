package dev.nightjar.ranking.filter;

import dev.nightjar.contract.ItemAttributes;
import dev.nightjar.ranking.InvalidQueryException;
import dev.nightjar.ranking.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a filter by recursive descent; brackets and {@code not} go {@link #MAX_DEPTH}
 * deep, so no text can exhaust the stack. Not thread-safe; belongs to one text.
 *
 * <pre>
 * any    = all { "or" all }
 * all    = one { "and" one }
 * one    = "not" one | "(" any ")" | field test
 * test   = ("=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") value
 *        | ["not"] "in" "(" value { "," value } ")"
 *        | "is" ["not"] "known"
 * </pre>
 */
final class FilterParser {
  /** The longest text taken, in characters. */
  static final int MAX_LENGTH = 4_000;

  /** How deep brackets and {@code not} may go. */
  static final int MAX_DEPTH = 32;

  /** The most values that a filter compares with; {@code is known} counts as one. */
  static final int MAX_TERMS = 500;

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQUAL,
          "!=", Operator.NOT_EQUAL,
          "<", Operator.BELOW,
          "<=", Operator.AT_MOST,
          ">", Operator.ABOVE,
          ">=", Operator.AT_LEAST);

  private final List<Token> tokens;
  private int at;
  private int terms;

  private FilterParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Condition parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidQueryException(
          "filter", "has " + text.length() + " characters; at most " + MAX_LENGTH + " are taken");
    }
    if (text.isBlank()) {
      throw new InvalidQueryException(
          "filter", "is empty; leave it out or give a condition such as price < 20");
    }
    FilterParser parser = new FilterParser(Tokens.of(text));
    Condition condition = parser.any(0);
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.expected("and, or, or the end");
    }
    return condition;
  }

  private Condition any(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(all(depth));
    } while (takeWord("or"));
    return parts.size() == 1 ? parts.get(0) : new Condition.AnyOf(List.copyOf(parts));
  }

  private Condition all(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(one(depth));
    } while (takeWord("and"));
    return parts.size() == 1 ? parts.get(0) : new Condition.AllOf(List.copyOf(parts));
  }

  private Condition one(int depth) {
    Token token = peek();
    if (depth > MAX_DEPTH) {
      throw Tokens.wrong(
          token.column(), "brackets and not may go " + MAX_DEPTH + " deep and no deeper");
    }
    if (takeWord("not")) {
      return new Condition.Not(one(depth + 1));
    }
    if (takeSign("(")) {
      Condition inner = any(depth + 1);
      if (!takeSign(")")) {
        throw expected("and, or, or the ) that closes column " + token.column());
      }
      return inner;
    }
    return test(field());
  }

  private Field field() {
    Token token = peek();
    if (token.kind() != Token.Kind.NAME || isKeyword(token)) {
      throw expected("a field, not or (");
    }
    at++;
    String name = token.text();
    if (name.equals(ItemAttributes.PROPERTY)) {
      Token quoted = peek();
      if (quoted.kind() != Token.Kind.TEXT || quoted.text().isEmpty()) {
        throw expected("the name of a property");
      }
      at++;
      name += quoted.text();
    }
    Field field = Field.named(name);
    if (field == null) {
      throw Tokens.wrong(
          token.column(),
          "there is no field " + token.shown() + Suggestions.phrase(name, Field.names()));
    }
    return field;
  }

  private static boolean isKeyword(Token token) {
    return token.isWord("and") || token.isWord("or") || token.isWord("in") || token.isWord("is");
  }

  private Condition test(Field field) {
    Token token = peek();
    Operator operator = token.kind() == Token.Kind.SIGN ? OPERATORS.get(token.text()) : null;
    if (operator != null) {
      at++;
      if (operator.isOrder() && field.type() == Field.Type.TEXT) {
        throw Tokens.wrong(
            token.column(),
            field.name() + " holds texts, which have no order; compare it by =, != or in");
      }
      return new Condition.Comparison(field, operator, List.of(value(field, operator)));
    }
    if (takeWord("is")) {
      boolean negated = takeWord("not");
      if (!takeWord("known")) {
        throw expected(negated ? "known" : "known or not known");
      }
      count(token);
      Condition known = new Condition.Known(field);
      return negated ? new Condition.Not(known) : known;
    }
    boolean negated = takeWord("not");
    if (takeWord("in")) {
      return new Condition.Comparison(
          field, negated ? Operator.NOT_IN : Operator.IN, values(field));
    }
    throw expected(negated ? "in" : "=, !=, <, <=, >, >=, in, not in or is known");
  }

  private List<Literal> values(Field field) {
    if (!takeSign("(")) {
      throw expected("( and values");
    }
    List<Literal> values = new ArrayList<>();
    do {
      values.add(value(field, Operator.IN));
    } while (takeSign(","));
    if (!takeSign(")")) {
      throw expected(", or )");
    }
    return List.copyOf(values);
  }

  private Literal value(Field field, Operator operator) {
    Token token = peek();
    count(token);
    Literal literal = LiteralReader.read(token, field);
    boolean ordered = literal instanceof Literal.Number || literal instanceof Literal.Moment;
    if (operator.isOrder() && !ordered) {
      throw Tokens.wrong(
          token.column(),
          operator.spelling() + " compares numbers and dates, not " + literal.what());
    }
    at++;
    return literal;
  }

  private void count(Token token) {
    if (++terms > MAX_TERMS) {
      throw Tokens.wrong(
          token.column(), "a filter may compare with " + MAX_TERMS + " values and no more");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean takeWord(String word) {
    boolean there = peek().isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  private boolean takeSign(String sign) {
    boolean there = peek().is(sign);
    at += there ? 1 : 0;
    return there;
  }

  private InvalidQueryException expected(String what) {
    return Tokens.wrong(peek().column(), "expected " + what + ", found " + peek().shown());
  }
}

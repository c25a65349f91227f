package dev.nightjar.etl.landing;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object forwards from the bytes of its line, without a tree of it. Takes plain
 * ASCII without escapes and numbers that a double holds as they are written; whatever else stands
 * in a line, right or wrong, is {@link Unusual}. Texts are parts of the line and live as long as
 * it. Not thread-safe.
 */
final class LineBytes {

  private static final int MOST_DEPTH = 16;
  private static final int MOST_DIGITS = 15;
  private static final int MOST_INTEGER_DIGITS = 9;
  private static final double[] POWERS = new double[MOST_DIGITS + 1];
  private static final int END = 0;
  private static final int DELETE = 0x7f;

  static {
    Arrays.setAll(POWERS, exponent -> Double.parseDouble("1e" + exponent));
  }

  private final FieldNames names = new FieldNames();

  /** Hashes of the names so far, of all objects that are open. */
  private int[] open = new int[64];

  private int opened;
  private int depth;
  private byte[] line = {};
  private int at;

  /** The next line. */
  void read(byte[] bytes) {
    line = bytes;
    at = 0;
    opened = 0;
    depth = 0;
  }

  /** Into the object that begins here; the mark is for {@link #next}. */
  int object() throws Unusual {
    expect('{');
    if (++depth > MOST_DEPTH) {
      throw Unusual.LINE;
    }
    return opened;
  }

  /** The name of the next field, which is at its value then; null at the end of the object. */
  FieldNames.@Nullable Known next(int mark) throws Unusual {
    boolean isFirst = opened == mark;
    if (isNext('}')) {
      opened = mark;
      depth--;
      return null;
    }
    if (!isFirst) {
      expect(',');
    }
    FieldNames.Known name = name();
    remember(mark, name.hash());
    expect(':');
    return name;
  }

  /** Refuses a name that may have been there: one of the same hash. */
  private void remember(int mark, int hash) throws Unusual {
    for (int i = mark; i < opened; i++) {
      if (open[i] == hash) {
        throw Unusual.LINE;
      }
    }
    if (opened == open.length) {
      open = Arrays.copyOf(open, opened * 2);
    }
    open[opened++] = hash;
  }

  /** Nothing more stands in the line. */
  void end() throws Unusual {
    if (peek() != END || at < line.length) {
      throw Unusual.LINE;
    }
  }

  /** Whether the next byte but blanks is this one, which is passed then. */
  boolean isNext(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char wanted) throws Unusual {
    if (!isNext(wanted)) {
      throw Unusual.LINE;
    }
  }

  /** The next byte but blanks. */
  private int peek() {
    while (at < line.length) {
      byte next = line[at];
      if (next != ' ' && next != '\t' && next != '\r') {
        return next;
      }
      at++;
    }
    return END;
  }

  private FieldNames.Known name() throws Unusual {
    expect('"');
    int from = at;
    int hash = 0;
    for (; at < line.length && line[at] != '"'; at++) {
      byte next = line[at];
      checkPlain(next);
      hash = 31 * hash + next;
    }
    return names.of(line, from, closed(), hash);
  }

  /** A text; null for a JSON null. */
  @Nullable UTF8String text() throws Unusual {
    if (isNull()) {
      return null;
    }
    expect('"');
    int from = at;
    for (; at < line.length && line[at] != '"'; at++) {
      checkPlain(line[at]);
    }
    return UTF8String.fromBytes(line, from, closed() - from);
  }

  private int closed() throws Unusual {
    if (at == line.length) {
      throw Unusual.LINE;
    }
    return at++;
  }

  /** Bytes of other characters are negative. */
  private static void checkPlain(byte next) throws Unusual {
    if (next < ' ' || next == '\\' || next == DELETE) {
      throw Unusual.LINE;
    }
  }

  /** Whether a JSON null stands here, which is passed then. */
  boolean isNull() throws Unusual {
    boolean isNull = peek() == 'n';
    if (isNull) {
      literal("null");
    }
    return isNull;
  }

  @Nullable Boolean flag() throws Unusual {
    if (isNull()) {
      return null;
    }
    boolean isTrue = peek() == 't';
    literal(isTrue ? "true" : "false");
    return isTrue;
  }

  private void literal(String word) throws Unusual {
    for (int i = 0; i < word.length(); i++) {
      if (at == line.length || line[at++] != word.charAt(i)) {
        throw Unusual.LINE;
      }
    }
  }

  @Nullable Integer integer() throws Unusual {
    if (isNull()) {
      return null;
    }
    int from = start();
    long whole = digits(0);
    if (at - from > MOST_INTEGER_DIGITS || isFraction()) {
      throw Unusual.LINE;
    }
    return (int) whole;
  }

  @Nullable Double number() throws Unusual {
    return isNull() ? null : (Double) someNumber();
  }

  private double someNumber() throws Unusual {
    int from = start();
    long digits = digits(0);
    int decimals = 0;
    if (isFraction()) {
      int point = at++;
      digits = digits(digits);
      decimals = at - point - 1;
    }
    if (at - from > MOST_DIGITS) {
      throw Unusual.LINE;
    }
    // Both exact, so the quotient is the double that is nearest to what is written.
    return decimals == 0 ? digits : digits / POWERS[decimals];
  }

  private boolean isFraction() {
    return at < line.length && line[at] == '.';
  }

  private int start() throws Unusual {
    if (peek() == '0' && at + 1 < line.length && line[at + 1] >= '0' && line[at + 1] <= '9') {
      throw Unusual.LINE;
    }
    return at;
  }

  private long digits(long before) throws Unusual {
    long number = before;
    int from = at;
    for (; at < line.length && line[at] >= '0' && line[at] <= '9'; at++) {
      number = number * 10 + (line[at] - '0');
    }
    if (at == from || at - from > MOST_DIGITS) {
      throw Unusual.LINE;
    }
    return number;
  }

  /** A single value as a text; null for a JSON null. */
  @Nullable UTF8String asText() throws Unusual {
    int next = peek();
    if (next == '"' || next == 'n') {
      return text();
    }
    int from = at;
    if (next == 't' || next == 'f') {
      flag();
    } else {
      double number = someNumber();
      if (hasPoint(from)) {
        return UTF8String.fromString(Double.toString(number));
      }
    }
    return UTF8String.fromBytes(line, from, at - from);
  }

  private boolean hasPoint(int from) {
    for (int i = from; i < at; i++) {
      if (line[i] == '.') {
        return true;
      }
    }
    return false;
  }

  /** Whether an object or array stands here. */
  private boolean isContainer() {
    int next = peek();
    return next == '{' || next == '[';
  }

  /** Passes over a field that nothing is made of, and collects whom it names. */
  void skip(FieldNames.Known name, NamedIds ids) throws Unusual {
    if (name.isNaming() && !isContainer()) {
      ids.add(text());
    } else {
      skipValue(ids);
    }
  }

  /** Passes over a value that nothing is made of. */
  void skip() throws Unusual {
    skipValue(null);
  }

  private void skipValue(@Nullable NamedIds ids) throws Unusual {
    if (!isContainer()) {
      skipMinus();
      asText();
    } else if (isNext('[')) {
      skipElements(ids);
    } else {
      int mark = object();
      for (FieldNames.Known name = next(mark); name != null; name = next(mark)) {
        if (ids == null) {
          skip();
        } else {
          skip(name, ids);
        }
      }
    }
  }

  private void skipMinus() throws Unusual {
    if (isNext('-') && (at == line.length || line[at] < '0' || line[at] > '9')) {
      throw Unusual.LINE;
    }
  }

  private void skipElements(@Nullable NamedIds ids) throws Unusual {
    if (isNext(']')) {
      return;
    }
    if (++depth > MOST_DEPTH) {
      throw Unusual.LINE;
    }
    do {
      skipValue(ids);
    } while (isNext(','));
    expect(']');
    depth--;
  }

  /** Where the reading stands, for {@link #backTo}. */
  int position() {
    return at;
  }

  /** Back to a value, to read it again as another type. */
  void backTo(int position) {
    at = position;
  }
}

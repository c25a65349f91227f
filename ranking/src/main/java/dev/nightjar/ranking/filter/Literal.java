package dev.nightjar.ranking.filter;

import java.math.BigDecimal;

/** A value that stands in a filter. */
sealed interface Literal {
  /** The value as a filter spells it. */
  String spelled();

  /** What it is, for errors. */
  String what();

  /** A text. */
  record Text(String value) implements Literal {
    @Override
    public String spelled() {
      StringBuilder out = new StringBuilder("\"");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '"' || c == '\\') {
          out.append('\\').append(c);
        } else if (c < 0x20) {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
      return out.append('"').toString();
    }

    @Override
    public String what() {
      return "a text";
    }
  }

  /** A finite number. */
  record Number(double value) implements Literal {
    private static final double PLAIN = 1e15;

    @Override
    public String spelled() {
      BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
      return Math.abs(value) < PLAIN ? exact.toPlainString() : exact.toString();
    }

    @Override
    public String what() {
      return "a number";
    }
  }

  /** True or false. */
  record Flag(boolean value) implements Literal {
    @Override
    public String spelled() {
      return String.valueOf(value);
    }

    @Override
    public String what() {
      return "true or false";
    }
  }

  /**
   * A day, or an instant: a span of milliseconds since 1970.
   *
   * @param spelled in ISO 8601
   * @param from the first millisecond
   * @param until the first one after it
   */
  record Moment(String spelled, double from, double until) implements Literal {
    @Override
    public String what() {
      return "a date";
    }
  }
}

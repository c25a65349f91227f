package dev.nightjar.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes one JSON object, field by field, on one line. Fields keep the order of the calls, so equal
 * calls give equal bytes. Not thread-safe.
 */
final class JsonText {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int SMALL = 256;

  private final StringBuilder out;

  JsonText() {
    this(SMALL);
  }

  /** Expects an object of about this many characters. */
  JsonText(int characters) {
    out = new StringBuilder(characters).append('{');
  }

  JsonText put(String name, String text) {
    quote(text, name(name));
    return this;
  }

  JsonText put(String name, long number) {
    name(name).append(number);
    return this;
  }

  JsonText put(String name, boolean flag) {
    name(name).append(flag);
    return this;
  }

  /** A number with the given count of decimals. */
  JsonText put(String name, double number, int decimals) {
    name(name).append(String.format(Locale.ROOT, "%." + decimals + "f", number));
    return this;
  }

  /** An amount of money, given in hundredths. */
  JsonText cents(String name, int cents) {
    name(name).append(cents / 100).append('.').append(cents % 100 / 10).append(cents % 10);
    return this;
  }

  JsonText time(String name, long epochMillis) {
    return put(name, time(epochMillis));
  }

  /** A value that is JSON already. */
  JsonText raw(String name, String json) {
    name(name).append(json);
    return this;
  }

  JsonText texts(String name, Iterable<String> values) {
    name(name).append('[');
    String comma = "";
    for (String value : values) {
      out.append(comma);
      quote(value, out);
      comma = ",";
    }
    out.append(']');
    return this;
  }

  /** The finished object. */
  String end() {
    return out.append('}').toString();
  }

  /** A moment in ISO 8601, UTC, with milliseconds. */
  static String time(long epochMillis) {
    return MILLIS.format(Instant.ofEpochMilli(epochMillis));
  }

  private StringBuilder name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quote(name, out);
    return out.append(':');
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

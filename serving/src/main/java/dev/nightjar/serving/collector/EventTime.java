package dev.nightjar.serving.collector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in ISO 8601 with their offset, in the years 1 to 9999 of UTC. The one form that SDKs
 * write, which every event has twice or more, is read by hand; the general parser reads the others.
 * Static.
 */
final class EventTime {
  private static final String FORM = "0000-00-00T00:00:00";
  private static final int MOST_DIGITS = 9;

  private EventTime() {}

  /** The instant of a text, or null. */
  static @Nullable Instant parse(String text) {
    try {
      if (isUsual(text)) {
        return usual(text);
      }
      Instant time = OffsetDateTime.parse(text).toInstant();
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year < 1 || year > 9_999 ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether it is of the form of FORM, with or without a fraction, and Z. */
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    boolean plain = end == FORM.length();
    boolean fraction = end > FORM.length() + 1 && end <= FORM.length() + 1 + MOST_DIGITS;
    if (!(plain || (fraction && text.charAt(FORM.length()) == '.')) || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char expected = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : '0';
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Instant usual(String text) {
    int year = number(text, 0, 4);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (year < 1 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    LocalDate day = LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
    long nanos = 0;
    for (int i = FORM.length() + 1; i <= FORM.length() + MOST_DIGITS; i++) {
      nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return Instant.ofEpochSecond(
        day.toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second, nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}

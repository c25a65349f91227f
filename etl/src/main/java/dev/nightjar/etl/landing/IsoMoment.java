package dev.nightjar.etl.landing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads a moment in ISO 8601. Nearly all are written in one form, {@code 2026-01-05T10:00:00.123Z}
 * with or without a fraction, whose digits are read here; the JDK's formatter, ten times slower,
 * reads all others.
 */
final class IsoMoment {

  private static final int MIN_LENGTH = "2026-01-05T10:00:00Z".length();
  private static final int FRACTION_AT = MIN_LENGTH - 1;
  private static final int NANO_DIGITS = 9;
  private static final int NOT_A_NUMBER = -1;

  private IsoMoment() {}

  /**
   * The moment.
   *
   * @throws DateTimeException if the text is no moment in ISO 8601 with an offset
   */
  static Instant parse(String text) {
    return isUsual(text) ? usual(text) : Instant.parse(text);
  }

  private static Instant usual(String text) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int digits = Math.max(0, text.length() - 1 - (FRACTION_AT + 1));
    int fraction = digits == 0 ? 0 : number(text, FRACTION_AT + 1, FRACTION_AT + 1 + digits);
    if (Math.min(Math.min(year, Math.min(hour, minute)), Math.min(second, fraction)) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return Instant.parse(text);
    }
    int nanos = fraction;
    for (int i = digits; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(days * 86_400 + hour * 3600L + minute * 60L + second, nanos);
  }

  private static boolean isUsual(String text) {
    int length = text.length();
    return length >= MIN_LENGTH
        && length <= MIN_LENGTH + 1 + NANO_DIGITS
        && length != MIN_LENGTH + 1
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(length - 1) == 'Z'
        && (length == MIN_LENGTH || text.charAt(FRACTION_AT) == '.');
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_A_NUMBER;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}

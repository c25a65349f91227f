package dev.nightjar.etl.landing;

import dev.nightjar.etl.rules.IngestRules;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * When the event of a plain line happened and when it came, in microseconds since 1970: {@link
 * EventTimes} and {@link IsoMoment} without the JDK's classes. Not thread-safe.
 */
final class QuickTimes {

  private static final int MIN_LENGTH = "2026-01-05T10:00:00Z".length();
  private static final int MOST_DECIMALS = 9;
  private static final int MICRO_DECIMALS = 6;
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  private final IngestRules rules;

  /** The last date read, as its digits, and its first moment. */
  private int lastDate = -1;

  private long lastDayStart;
  private long occurredAt;
  private long receivedAt;

  QuickTimes(IngestRules rules) {
    this.rules = rules;
  }

  /** Reads both moments of a line that landed on a day. */
  void read(@Nullable UTF8String sent, @Nullable UTF8String received, LocalDate landingDate)
      throws Unusual {
    long dayStart = landingDate.toEpochDay() * DAY;
    receivedAt = received == null ? dayStart : micros(received);
    occurredAt = sent == null ? receivedAt : micros(sent);
    long latest = received == null ? dayStart + DAY : receivedAt;
    if (sent != null && occurredAt >= latest + TimeUnit.MILLISECONDS.toMicros(ahead())) {
      throw Unusual.LINE;
    }
  }

  private long ahead() {
    return rules.clockAhead().toMillis();
  }

  long occurredAt() {
    return occurredAt;
  }

  long receivedAt() {
    return receivedAt;
  }

  int eventDate() {
    return Math.toIntExact(Math.floorDiv(occurredAt, DAY));
  }

  private long micros(UTF8String text) throws Unusual {
    int length = text.numBytes();
    int decimals = Math.max(0, length - MIN_LENGTH - 1);
    if (length < MIN_LENGTH
        || length == MIN_LENGTH + 1
        || decimals > MOST_DECIMALS
        || text.getByte(10) != 'T'
        || text.getByte(13) != ':'
        || text.getByte(16) != ':'
        || text.getByte(length - 1) != 'Z'
        || (decimals > 0 && text.getByte(MIN_LENGTH - 1) != '.')) {
      throw Unusual.LINE;
    }
    long seconds = time(text, 11, 24) * 3600L + time(text, 14, 60) * 60L + time(text, 17, 60);
    return dayStart(text) + TimeUnit.SECONDS.toMicros(seconds) + fraction(text, decimals);
  }

  private static int time(UTF8String text, int from, int below) throws Unusual {
    int number = number(text, from, from + 2);
    if (number >= below) {
      throw Unusual.LINE;
    }
    return number;
  }

  private static int fraction(UTF8String text, int decimals) throws Unusual {
    int nanos = number(text, MIN_LENGTH, MIN_LENGTH + decimals);
    int micros = nanos;
    for (int i = decimals; i < MICRO_DECIMALS; i++) {
      micros *= 10;
    }
    for (int i = MICRO_DECIMALS; i < decimals; i++) {
      micros /= 10;
    }
    return micros;
  }

  private long dayStart(UTF8String text) throws Unusual {
    int year = number(text, 0, 4);
    int date = (year * 100 + number(text, 5, 7)) * 100 + number(text, 8, 10);
    if (text.getByte(4) != '-' || text.getByte(7) != '-') {
      throw Unusual.LINE;
    }
    if (date != lastDate) {
      if (year < Math.max(1970, rules.earliestYear())) {
        throw Unusual.LINE;
      }
      try {
        lastDayStart = LocalDate.of(year, date / 100 % 100, date % 100).toEpochDay() * DAY;
      } catch (DateTimeException noSuchDay) {
        throw Unusual.LINE;
      }
      lastDate = date;
    }
    return lastDayStart;
  }

  private static int number(UTF8String text, int from, int to) throws Unusual {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        throw Unusual.LINE;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}

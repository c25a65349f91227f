package dev.nightjar.serving.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-05T10:00:00Z",
        "2026-01-05T10:00:00.1Z",
        "2026-01-05T10:00:00.123456789Z",
        "2024-02-29T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1969-12-31T23:59:59.500Z",
        "2026-01-05T10:00:00+02:00",
        "2026-01-05T10:00Z",
      })
  void readsAsTheGeneralParserDoes(String text) {
    assertThat(EventTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "noon",
        "2026-02-30T10:00:00Z",
        "2026-13-05T10:00:00Z",
        "2026-01-05T24:00:00Z",
        "2026-01-05T10:60:00Z",
        "2026-01-05T10:00:60Z",
        "2026-01-05T10:00:00",
        "2026-01-05T10:00:00.1234567890Z",
        "2026-01-05 10:00:00Z",
        "0000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+18:00",
        "9999-12-31T23:59:59-18:00",
      })
  void readsNothingElse(String text) {
    assertThat(EventTime.parse(text)).isNull();
  }

  @Test
  void agreesWithTheGeneralParserOnNearlyRightTexts() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder("2026-01-05T10:00:00.250Z");
      text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ+".charAt(random.nextInt(16)));
      assertThat(EventTime.parse(text.toString())).as("%s", text).isEqualTo(general(text));
    }
  }

  private static Instant general(StringBuilder text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      return time.getYear() < 1 ? null : time.toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package dev.nightjar.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoMomentTest {

  @Test
  void readsWhatTheJdkReads() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long second = (long) (random.nextDouble() * 300_000_000_000L) - 60_000_000_000L;
      int digits = random.nextInt(10);
      int unit = (int) Math.pow(10, 9 - digits);
      Instant moment = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);
      assertThat(IsoMoment.parse(moment.toString())).isEqualTo(moment);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-05T10:00:00Z",
        "2026-01-05T10:00:00.1Z",
        "2026-01-05T10:00:00.000000001Z",
        "2026-01-05T10:00:00+01:00",
        "2026-01-05T24:00:00Z",
        "0000-01-01T00:00:00Z",
        "+12026-01-05T10:00:00Z",
        "2026-01-05t10:00:00z"
      })
  void readsEveryFormThatTheJdkReads(String text) {
    assertThat(IsoMoment.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-05",
        "2026-01-05T10:00:00",
        "2026-02-30T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-01-05T25:00:00Z",
        "2026-01-05T10:60:00Z",
        "2026-01-05T10:00:00.1234567890Z",
        "2026-01-05T10:00:0xZ",
        "2026-01-05T10:00:00.-12Z",
        "2026 01-05T10:00:00Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> IsoMoment.parse(text)).isInstanceOf(DateTimeException.class);
  }
}

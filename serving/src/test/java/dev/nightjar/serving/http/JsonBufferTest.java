package dev.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "a\"b\\c", "tab\tline\nnul\u0000", "Zoë \"x\" 東京 𝄞\n", "\u007f"})
  void textReadsBackAsItWas(String text) throws Exception {
    assertThat(json.readValue(new JsonBuffer().text(text).toBytes(), String.class)).isEqualTo(text);
  }

  @Test
  void halfASurrogatePairStillGivesJson() throws Exception {
    json.readTree(new JsonBuffer().text("x\ud800y").toBytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE})
  void wholeNumbersAreExact(long value) {
    assertThat(written(new JsonBuffer().number(value))).isEqualTo(Long.toString(value));
  }

  @Test
  void numbersAreRightToSixDecimals() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-2, 9));
      double read = Double.parseDouble(written(new JsonBuffer().number(value)));
      assertThat(Math.abs(read - value)).isLessThanOrEqualTo(0.6e-6);
    }
  }

  @Test
  void extremeNumbersAreStillJson() throws Exception {
    for (double value : new double[] {1e-9, -1e-9, 1e30, 0.0, -0.0, Float.MIN_VALUE}) {
      assertThat(json.readTree(new JsonBuffer().number(value).toBytes()).isNumber()).isTrue();
    }
    assertThat(written(new JsonBuffer().number(Double.NaN))).isEqualTo("null");
    assertThat(written(new JsonBuffer().number(0.25))).isEqualTo("0.25");
  }

  @Test
  void growsAsNeeded() {
    JsonBuffer out = new JsonBuffer();
    for (int i = 0; i < 5_000; i++) {
      out.raw("0123456789");
    }
    assertThat(out.length()).isEqualTo(50_000);
    assertThat(out.clear().length()).isZero();
  }

  private static String written(JsonBuffer out) {
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }
}

package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {

  @Test
  void readsEveryType() {
    Section s =
        section(
            "text = a, int = 3, long = 5000000000, real = 0.5, on = true, wait = 30 minutes, words = [a, b],"
                + " reals = [1, 2.5], ints = [1, 2], nothing = null, empty = \"\", inner { x = 1 }");
    assertThat(s.string("text")).isEqualTo("a");
    assertThat(s.integer("int", 1, 3)).isEqualTo(3);
    assertThat(s.longInteger("long", 0, Long.MAX_VALUE)).isEqualTo(5_000_000_000L);
    assertThat(s.number("real", 0, 1)).isEqualTo(0.5);
    assertThat(s.flag("on")).isTrue();
    assertThat(s.duration("wait")).isEqualTo(Duration.ofMinutes(30));
    assertThat(s.strings("words")).containsExactly("a", "b");
    assertThat(s.numbers("reals")).containsExactly(1.0, 2.5);
    assertThat(s.integers("ints")).containsExactly(1, 2);
    assertThat(s.optionalString("nothing")).isEmpty();
    assertThat(s.optionalString("empty")).isEmpty();
    assertThat(s.section("inner").integer("x", 0, 1)).isEqualTo(1);
    assertThat(s.section("inner").keys()).containsExactly("x");
  }

  @Test
  void readsTextsAsNumbersBecauseFlagsAreTexts() {
    Section s = section("int = \"3\", real = \"0.5\", on = \"false\", wait = \"2 s\"");
    assertThat(s.integer("int", 0, 9)).isEqualTo(3);
    assertThat(s.number("real", 0, 1)).isEqualTo(0.5);
    assertThat(s.flag("on")).isFalse();
    assertThat(s.duration("wait")).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "2.5", "ten", "[1]", "true", "99999999999999999999"})
  void namesKeyValueAndRangeOfAWrongWholeNumber(String value) {
    Section s = section("rank = " + value);
    assertThatThrownBy(() -> s.integer("rank", 1, 10))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("top.rank = ")
        .hasMessageContaining(value)
        .satisfies(
            e -> assertThat(e.getMessage()).containsAnyOf("a whole number from 1 to 10", "a text"));
  }

  @Test
  void namesTheRangeOfAWrongNumber() {
    Section s = section("share = 1.5");
    assertThatThrownBy(() -> s.number("share", 0, 1))
        .hasMessageStartingWith("top.share = 1.5 (")
        .hasMessageEndingWith("must be a number from 0 to 1");
    assertThatThrownBy(() -> s.number("share", 2, Double.MAX_VALUE))
        .hasMessageEndingWith("must be a number from 2 to any size");
  }

  @Test
  void namesWhatElseIsWrong() {
    Section s =
        section(
            "on = perhaps, wait = 30, back = -1 s, words = a, ints = [1, x], wide = [9999999999]");
    assertThatThrownBy(() -> s.flag("on"))
        .hasMessageContaining("top.on = \"perhaps\"")
        .hasMessageEndingWith("true or false");
    assertThatThrownBy(() -> s.duration("wait")).hasMessageContaining("with its unit");
    assertThatThrownBy(() -> s.duration("back")).hasMessageContaining("must be a length of time");
    assertThatThrownBy(() -> s.strings("words")).hasMessageContaining("must be a list");
    assertThatThrownBy(() -> s.integers("ints"))
        .hasMessageContaining("top.ints")
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> s.integers("wide")).hasMessageContaining("32 bits");
    assertThatThrownBy(() -> s.section("on")).hasMessageContaining("must be a section");
    assertThatThrownBy(() -> s.string("absent")).hasMessageStartingWith("top.absent has no value");
  }

  @Test
  void masksTheValueOfASecretKeyInErrors() {
    Section s = section("secret_key = [hidden]");
    assertThatThrownBy(() -> s.string("secret_key"))
        .hasMessageContaining("***")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void letsAReaderRejectAValueInTheSameForm() {
    Section s = section("k = 7");
    assertThat(s.reject("k", "an even number"))
        .hasMessageStartingWith("top.k = 7 (")
        .hasMessageEndingWith("must be an even number");
  }

  private static Section section(String text) {
    return new Section(ConfigFactory.parseString("top { " + text + " }").resolve(), "")
        .section("top");
  }
}

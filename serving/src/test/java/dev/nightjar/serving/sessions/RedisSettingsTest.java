package dev.nightjar.serving.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
  private static final String SECTION = "serving.sessions.redis.";
  private static final String URL = "redis://:a-password@127.0.0.1:6379";

  @Test
  void withoutAnAddressThereIsNone() {
    assertThat(load(Map.of())).isEmpty();
  }

  @Test
  void readsTheShippedDefaults() {
    assertThat(load(Map.of(SECTION + "url", URL)))
        .hasValue(
            new RedisSettings(
                new Secret(URL),
                "nightjar:",
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                200_000));
  }

  @Test
  void everyKeyArrives() {
    Map<String, String> sets =
        Map.of(
            SECTION + "url", "rediss://me:a-password@cache.example:1/2",
            SECTION + "prefix", "b:",
            SECTION + "read_timeout", "3 ms",
            SECTION + "write_timeout", "4 s",
            SECTION + "max_keys", "500");

    assertThat(load(sets))
        .hasValue(
            new RedisSettings(
                new Secret("rediss://me:a-password@cache.example:1/2"),
                "b:",
                Duration.ofMillis(3),
                Duration.ofSeconds(4),
                500));
  }

  @ParameterizedTest
  @CsvSource({
    "url, http://somewhere",
    "url, redis://:a-password@",
    "url, redis://:a-password@somewhere/a-table",
    "url, somewhere:6379",
    "url, redis:// :a-password@somewhere",
    "prefix, a b",
    "prefix, ''",
    "read_timeout, 0 s",
    "read_timeout, 11 s",
    "write_timeout, 11 s",
    "max_keys, 99"
  })
  void refusesWhatMakesNoSenseAndShowsNoPassword(String key, String value) {
    Map<String, String> sets = new HashMap<>(Map.of(SECTION + "url", URL));
    sets.put(SECTION + key, value);

    assertThatThrownBy(() -> load(sets))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(SECTION + key)
        .hasMessageNotContaining("a-password");
  }

  @ParameterizedTest
  @ValueSource(strings = {URL, "redis://a-password"})
  void showsTheAddressNowhere(String url) {
    Map<String, String> sets = Map.of(SECTION + "url", url);

    assertThat(load(sets).toString()).doesNotContain("a-password").contains("***");
    assertThat(Settings.load(List.of(), sets).toString()).doesNotContain("a-password");
  }

  private static Optional<RedisSettings> load(Map<String, String> sets) {
    return RedisSettings.load(
        Settings.load(List.of(), sets).section("serving").section("sessions").section("redis"));
  }
}

package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivacySettingsTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void hasTheShippedDefaultsAndNoDefaultSecret() {
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("set NIGHTJAR_SECRET");
    assertThat(load(Map.of(), Map.of("NIGHTJAR_SECRET", SECRET)))
        .isEqualTo(new PrivacySettings(new Secret(SECRET), 1));
  }

  @Test
  void takesEveryKey() {
    assertThat(load(Map.of("privacy.secret", SECRET + "x", "privacy.key_version", "2"), Map.of()))
        .isEqualTo(new PrivacySettings(new Secret(SECRET + "x"), 2));
  }

  @Test
  void takesTheSecretBeforeIt() {
    Map<String, String> second = Map.of("privacy.secret", SECRET + "x", "privacy.key_version", "2");
    assertThat(load(second, Map.of("NIGHTJAR_PREVIOUS_SECRET", SECRET)).previousSecret())
        .contains(new Secret(SECRET));
    assertThat(load(second, Map.of()).previousSecret()).isEmpty();
    assertThatThrownBy(() -> load(second, Map.of("NIGHTJAR_PREVIOUS_SECRET", "hunter2")))
        .hasMessageContaining("privacy.previous_secret has 7 characters")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> load(second, Map.of("NIGHTJAR_PREVIOUS_SECRET", SECRET + "x")))
        .hasMessageContaining("is privacy.secret itself")
        .hasMessageNotContaining(SECRET);
    assertThatThrownBy(
            () ->
                load(
                    Map.of("privacy.secret", SECRET + "x"),
                    Map.of("NIGHTJAR_PREVIOUS_SECRET", SECRET)))
        .hasMessageContaining("raise it by one");
  }

  @Test
  void refusesAShortSecretWithoutPrintingIt() {
    assertThatThrownBy(() -> load(Map.of("privacy.secret", "hunter2"), Map.of()))
        .hasMessageContaining("has 7 characters and needs 32")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesAKeyVersionBelowOne() {
    assertThatThrownBy(
            () -> load(Map.of("privacy.secret", SECRET, "privacy.key_version", "0"), Map.of()))
        .hasMessageContaining("privacy.key_version = \"0\"");
  }

  private static PrivacySettings load(Map<String, String> sets, Map<String, String> environment) {
    return PrivacySettings.load(Settings.load(new LoadOptions(List.of(), sets, environment)));
  }
}

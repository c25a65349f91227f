package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeSettingsTest {

  @Test
  void hasTheShippedDefaults() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new LakeSettings(
                "s3a://nightjar",
                Optional.empty(),
                "us-east-1",
                Optional.empty(),
                Optional.empty(),
                true));
  }

  @Test
  void takesEveryKey() {
    LakeSettings lake =
        load(
            Map.of(
                "lake.uri", "s3a://other/prefix/",
                "lake.endpoint", "http://127.0.0.1:9000",
                "lake.region", "eu-west-1",
                "lake.access_key", "who",
                "lake.secret_key", "knows",
                "lake.path_style", "false"));
    assertThat(lake)
        .isEqualTo(
            new LakeSettings(
                "s3a://other/prefix",
                Optional.of("http://127.0.0.1:9000"),
                "eu-west-1",
                Optional.of(new Secret("who")),
                Optional.of(new Secret("knows")),
                false));
    assertThat(lake.bucket()).isEqualTo("other");
    assertThat(lake.prefix()).isEqualTo("prefix/");
    assertThat(lake.isS3()).isTrue();
  }

  @Test
  void takesAddressAndCredentialsFromTheEnvironment() {
    LakeSettings lake =
        LakeSettings.load(
            Settings.load(
                new LoadOptions(
                    List.of(),
                    Map.of(),
                    Map.of(
                        "NIGHTJAR_LAKE", "s3a://from-env",
                        "NIGHTJAR_S3_ENDPOINT", "http://127.0.0.1:9000",
                        "NIGHTJAR_S3_ACCESS_KEY", "who",
                        "NIGHTJAR_S3_SECRET_KEY", "knows"))));
    assertThat(lake.uri()).isEqualTo("s3a://from-env");
    assertThat(lake.endpoint()).contains("http://127.0.0.1:9000");
    assertThat(lake.secretKey().map(Secret::reveal)).contains("knows");
  }

  @Test
  void keepsSecretsOutOfItsTextForm() {
    LakeSettings lake = load(Map.of("lake.access_key", "who-am-i", "lake.secret_key", "knows-it"));
    assertThat(lake.toString())
        .doesNotContain("who-am-i")
        .doesNotContain("knows-it")
        .contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/srv/lake",
        "s3://bucket",
        "file:relative",
        "s3a://",
        "s3a://Bucket",
        "s3a://a_b/c",
        ""
      })
  void refusesAnAddressThatIsNoLake(String uri) {
    assertThatThrownBy(() -> load(Map.of("lake.uri", uri)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("lake.uri = \"" + uri + "\"");
  }

  @Test
  void refusesHalfACredentialAndAnEndpointWithoutOne() {
    assertThatThrownBy(() -> load(Map.of("lake.access_key", "who")))
        .hasMessageContaining("NIGHTJAR_S3_SECRET_KEY");
    assertThatThrownBy(() -> load(Map.of("lake.endpoint", "http://127.0.0.1:1")))
        .hasMessageContaining("needs credentials");
    assertThatThrownBy(() -> load(Map.of("lake.endpoint", "127.0.0.1:1")))
        .hasMessageContaining("must be a URL");
  }

  @Test
  void knowsADirectory() {
    LakeSettings lake = load(Map.of("lake.uri", "file:///srv/my lake/"));
    assertThat(lake.isS3()).isFalse();
    assertThat(lake.directory()).isEqualTo(Path.of("/srv/my lake"));
    assertThat(LakeSettings.directory(Path.of("/srv/my lake"))).isEqualTo(lake);
  }

  private static LakeSettings load(Map<String, String> sets) {
    return LakeSettings.load(Settings.load(new LoadOptions(List.of(), sets, Map.of())));
  }
}

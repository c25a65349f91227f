package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @TempDir Path dir;

  @Test
  void suggestsTheKeyThatWasMeant() throws IOException {
    Path overlay = overlay("lake {\n  regoin = eu-west-1\n}");
    assertThatThrownBy(() -> load(List.of(overlay), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown key lake.regoin in " + overlay)
        .hasMessageContaining(": 2")
        .hasMessageEndingWith("; did you mean lake.region?");
  }

  @Test
  void suggestsTheSectionOfAMisplacedKey() {
    assertThatThrownBy(() -> load(List.of(), Map.of("privacy.path_style", "true")))
        .hasMessage(
            "unknown key privacy.path_style in --set privacy.path_style; did you mean lake.path_style?");
  }

  @Test
  void saysWhereKeysAreListedWhenNoneIsNear() {
    assertThatThrownBy(() -> load(List.of(), Map.of("zzz.qqqqqqqqq", "1")))
        .hasMessage(
            "unknown key zzz.qqqqqqqqq in --set zzz.qqqqqqqqq; conf/nightjar.conf lists the keys that exist");
  }

  @Test
  void refusesAValueWhereASectionBelongsAndTheReverse() throws IOException {
    assertThatThrownBy(() -> load(List.of(), Map.of("lake", "here")))
        .hasMessage("--set lake: lake is a section, not a value");
    Path overlay = overlay("lake.region { name = x }");
    assertThatThrownBy(() -> load(List.of(overlay), Map.of()))
        .hasMessageContaining("lake.region takes a value, not a section");
  }

  @Test
  void laysLaterOverlaysOverEarlierOnesAndSetsOverAll() throws IOException {
    Path first = overlay("lake { region = first, uri = \"s3a://first\" }");
    Path second = overlay("lake.region = second, privacy.key_version = 2");
    Section lake = load(List.of(first, second), Map.of("privacy.key_version", "3")).section("lake");
    assertThat(lake.string("region")).isEqualTo("second");
    assertThat(lake.string("uri")).isEqualTo("s3a://first");
    Settings settings = load(List.of(first, second), Map.of("privacy.key_version", "3"));
    assertThat(settings.section("privacy").integer("key_version", 1, 9)).isEqualTo(3);
  }

  @Test
  void readsTheCheckoutNamedBySystemPropertyBelowOverlays() throws IOException {
    Files.createDirectories(dir.resolve("conf"));
    Files.writeString(
        dir.resolve("conf/nightjar.conf"), "lake { region = checkout, uri = \"s3a://checkout\" }");
    String before = System.getProperty("nightjar.root");
    System.setProperty("nightjar.root", dir.toString());
    try {
      Section lake = load(List.of(overlay("lake.region = overlay")), Map.of()).section("lake");
      assertThat(lake.string("uri")).isEqualTo("s3a://checkout");
      assertThat(lake.string("region")).isEqualTo("overlay");
    } finally {
      if (before == null) {
        System.clearProperty("nightjar.root");
      } else {
        System.setProperty("nightjar.root", before);
      }
    }
  }

  @Test
  void resolvesReferencesFromTheEnvironment() {
    Settings settings =
        Settings.load(
            new LoadOptions(
                List.of(), Map.of(), Map.of("NIGHTJAR_S3_ENDPOINT", "http://127.0.0.1:1")));
    assertThat(settings.section("lake").string("endpoint")).isEqualTo("http://127.0.0.1:1");
  }

  @Test
  void takesAddressesInSetsAsTheyStand() {
    Settings settings = load(List.of(), Map.of("lake.uri", "s3a://bucket/a b//c#d"));
    assertThat(settings.section("lake").string("uri")).isEqualTo("s3a://bucket/a b//c#d");
  }

  @Test
  void namesAFileThatIsMissingOrMalformed() throws IOException {
    Path absent = dir.resolve("absent.conf");
    assertThatThrownBy(() -> load(List.of(absent), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no settings file at " + absent);
    Path broken = overlay("lake { region = ");
    assertThatThrownBy(() -> load(List.of(broken), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(broken.toString());
  }

  @Test
  void namesAReferenceThatLeadsNowhere() throws IOException {
    Path overlay = overlay("lake.region = ${NO_SUCH_THING}");
    assertThatThrownBy(() -> load(List.of(overlay), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NO_SUCH_THING");
  }

  @ParameterizedTest
  @CsvSource({
    "NIGHTJAR_SECRET",
    "NIGHTJAR_S3_SECRET_KEY",
    "NIGHTJAR_S3_ACCESS_KEY",
    "NIGHTJAR_REDIS_URL"
  })
  void masksSecretsWhereSettingsArePrinted(String variable) {
    String value = "0123456789-very-secret-0123456789";
    Settings settings =
        Settings.load(new LoadOptions(List.of(), Map.of(), Map.of(variable, value)));
    assertThat(settings.toString()).doesNotContain(value).contains("***");
  }

  @Test
  void hashesEqualSettingsEquallyAndOthersDifferently() throws IOException {
    String shipped = load(List.of(), Map.of()).hash();
    assertThat(shipped).matches("[0-9a-f]{64}");
    assertThat(load(List.of(overlay("# nothing")), Map.of()).hash()).isEqualTo(shipped);
    assertThat(load(List.of(), Map.of("lake.region", "elsewhere")).hash()).isNotEqualTo(shipped);
  }

  @Test
  void hashesNoSecretInto() {
    String one = load(List.of(), Map.of("privacy.secret", "a".repeat(32))).hash();
    String other = load(List.of(), Map.of("privacy.secret", "b".repeat(32))).hash();
    assertThat(one).isEqualTo(other);
  }

  private Settings load(List<Path> overlays, Map<String, String> sets) {
    return Settings.load(new LoadOptions(overlays, sets, Map.of()));
  }

  private Path overlay(String text) throws IOException {
    Path file = Files.createTempFile(dir, "overlay", ".conf");
    return Files.writeString(file, text);
  }
}

package dev.nightjar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void separatesWordsFlagsAndSwitches() {
    CommandLine line =
        parse("import", "--json", "mapping.conf", "--port=80", "a.csv", "--", "--b.csv");
    assertThat(line.positional()).containsExactly("import", "mapping.conf", "a.csv", "--b.csv");
    assertThat(line.has("--json")).isTrue();
    assertThat(line.has("insecure")).isFalse();
    assertThat(line.value("--port")).contains("80");
    assertThat(line.integer("port", 0, 65_535)).contains(80);
  }

  @Test
  void suggestsTheFlagThatWasMeant() {
    assertThatThrownBy(() -> parse("serve", "--prot", "80"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("unknown flag --prot; did you mean --port?");
    assertThatThrownBy(() -> parse("-v")).hasMessageContaining("unknown flag -v");
  }

  @Test
  void refusesAFlagWithoutItsValueOrGivenTwice() {
    assertThatThrownBy(() -> parse("--port")).hasMessage("--port needs a value after it");
    assertThatThrownBy(() -> parse("--port", "--json")).hasMessage("--port needs a value after it");
    assertThatThrownBy(() -> parse("--port", "1", "--port", "2"))
        .hasMessageContaining("given twice");
    assertThatThrownBy(() -> parse("--json=yes"))
        .hasMessage("--json takes no value; write it alone");
    assertThatThrownBy(() -> parse("--port", "x").integer("port", 0, 9))
        .hasMessageContaining("from 0 to 9");
  }

  @Test
  void laysTheLakeOverSets() {
    CommandLine line =
        parse("--set", "lake.uri=s3a://set", "--lake", "s3a://flag", "--set", "lake.region=x=y");
    Section lake = line.settings().section("lake");
    assertThat(lake.string("uri")).isEqualTo("s3a://flag");
    assertThat(lake.string("region")).isEqualTo("x=y");
    assertThatThrownBy(() -> parse("--set", "lake.uri").settings())
        .hasMessageContaining("must be key=value");
  }

  @Test
  void readsDatesAndSaysWhenOneIsMissing() {
    assertThat(parse("--run-date", "2011-12-09").runDate()).isEqualTo(LocalDate.of(2011, 12, 9));
    assertThatThrownBy(() -> parse().runDate()).hasMessageContaining("--run-date is missing");
    assertThatThrownBy(() -> parse("--run-date", "9.12.2011").runDate())
        .hasMessageContaining("is not a date");
    assertThat(parse().date("--from")).isEmpty();
  }

  @Test
  void defaultsTheHome() {
    assertThat(parse().home()).isEqualTo(Path.of(".nightjar"));
    assertThat(parse("--home", "/srv/h").home()).isEqualTo(Path.of("/srv/h"));
  }

  private static CommandLine parse(String... args) {
    return CommandLine.parse(args, Set.of("--port", "from"), Set.of("--insecure"));
  }
}

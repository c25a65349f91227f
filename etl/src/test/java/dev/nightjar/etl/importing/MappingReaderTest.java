package dev.nightjar.etl.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

  private static final String EVENT =
      "event { event = \"'Item Viewed'\", user_id = u, timestamp = t }";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example",
        "online-retail",
        "movietweetings",
        "movielens",
        "events",
        "open-bandit",
        "ga4",
        "mixpanel",
        "snowplow",
        "personalize"
      })
  void readsEveryShippedMapping(String name) {
    ImportMapping mapping = MappingReader.read(ImportFixture.SHIPPED.resolve(name + ".conf"));
    assertThat(mapping.inputs()).isNotEmpty();
    assertThat(mapping.maxErrorShare()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "consnt = granted, inputs = [{EVENT}]        | unknown key consnt; did you mean consent?",
        "inputs = [{ fils = x, EVENT }]              | unknown key inputs[0].fils; did you mean files?",
        "inputs = [{ event { user = a } }]           | unknown key inputs[0].event.user; known here",
        "inputs = [{ event { user_ids = a } }]       | unknown key inputs[0].event.user_ids; did you mean user_id?",
        "inputs = [{ item { item_id = a, titel = b } }] | unknown key inputs[0].item.titel; did you mean title?",
        "inputs = []                                 | inputs is empty",
        "inputs = [{ files = \"*\" }]                | inputs[0] maps to nothing",
        "inputs = [{ format = xml, EVENT }]          | inputs[0].format = xml is none of csv, json, parquet, delta, landed",
        "zone = Mars, inputs = [{EVENT}]             | zone = Mars is no time zone",
        "max_error_share = 2, inputs = [{EVENT}]     | max_error_share = 2 must be a number from 0.0 to 1.0",
        "inputs = [{ options { header = false }, EVENT }] | inputs[0].columns is missing",
        "inputs = [{ feed = items, EVENT }]          | inputs[0].feed belongs to format = landed",
        "inputs = [{ format = landed, EVENT }]       | unknown key inputs[0].event",
        "inputs = [{ event { event = a, timestamp = t } }] | inputs[0].event.user_id is missing",
        "inputs = [{ event { event = a, user_id = u } }]   | inputs[0].event.timestamp is missing",
        "inputs = [{ keep = \" \", EVENT }]          | inputs[0].keep is blank",
        "inputs = [{ files = [a], EVENT }]           | inputs[0].files must be one value",
        "inputs = [{ zone = Mars, EVENT }]           | inputs[0].zone = Mars is no time zone",
        "inputs = [{ time_format = DD/MM/YYYY, EVENT }] | inputs[0].time_format = DD/MM/YYYY is neither iso, unix_seconds",
        "inputs = [{ time_format = [iso, often], EVENT }] | inputs[0].time_format = often is neither",
        "inputs = [{ schema = \"a int\", EVENT }]   | inputs[0].schema belongs to format = json; csv has its own",
        "inputs = [{ format = json, schema = \"a whole\", EVENT }] | inputs[0].schema is no schema: ",
        "constants { \"a b\" = 1 }, inputs = [{EVENT}] | constants.a b is no name",
        "constants { a = [1] }, inputs = [{EVENT}]   | constants.a must be one value",
        "values { kind {} }, inputs = [{EVENT}]      | values.kind is empty",
        "values { kind = view }, inputs = [{EVENT}]  | values.kind must be an object in braces",
        "inputs = [{ EVENT, events = [] }]           | inputs[0].event and inputs[0].events are both given",
        "inputs = [{ events = [] }]                  | inputs[0] maps to nothing",
        "inputs = [{ items = [{ item_id = a, explod { b = c } }] }] | inputs[0].items[0].explod; did you mean explode?"
      })
  void refusesWhatItDoesNotKnowByPlace(String text, String sentence) {
    assertThatThrownBy(() -> MappingReader.parse(text.replace("EVENT", EVENT), "my.conf"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("my.conf: ")
        .hasMessageContaining(sentence);
  }

  @Test
  void saysWhereShippedMappingsAreWhenTheFileIsMissing() {
    assertThatThrownBy(() -> MappingReader.read(Path.of("nowhere.conf")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "mapping file nowhere.conf does not exist; the shipped ones are in conf/import/");
  }

  @Test
  void namesTheLineOfBrokenSyntax() {
    assertThatThrownBy(() -> MappingReader.parse("inputs = [\n{ event {", "my.conf"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("my.conf cannot be read");
  }

  @Test
  void takesAHeaderUnlessColumnsAreNamed() {
    InputMapping headed = MappingReader.parse("inputs = [{" + EVENT + "}]", "m").inputs().get(0);
    InputMapping bare =
        MappingReader.parse("inputs = [{ columns = [u, t], " + EVENT + "}]", "m").inputs().get(0);
    assertThat(headed.source().options()).containsEntry("header", "true");
    assertThat(bare.source().options()).containsEntry("header", "false");
    assertThat(bare.source().columns().names()).isEqualTo(List.of("u", "t"));
  }

  @Test
  void givesATableOfValuesOneType() {
    Words words =
        MappingReader.parse(
                "values { stars { good = 5, bad = 1.5 }, mixed { a.b = 1, c = x }, on { y = true } },"
                    + " constants { shop = north, tax = 0.2 }, inputs = [{"
                    + EVENT
                    + "}]",
                "m")
            .words();
    assertThat(words.tables())
        .containsEntry("stars", Map.of("good", 5.0, "bad", 1.5))
        .containsEntry("mixed", Map.of("a.b", "1", "c", "x"))
        .containsEntry("on", Map.of("y", true));
    assertThat(words.constants()).isEqualTo(Map.of("shop", "north", "tax", 0.2));
  }

  @Test
  void readsFilesOnceForAnEventAndARecordUnderTheSameConditions() {
    String item = ", item { item_id = i }";
    assertThat(outputs(EVENT + item)).hasSize(1);
    assertThat(outputs("explode { i = is }, " + EVENT + item)).hasSize(1);
    assertThat(outputs(EVENT + ", item { item_id = i, when = good }")).hasSize(2);
    assertThat(outputs(EVENT + ", item { item_id = i, explode { i = is } }"))
        .extracting(output -> output.event().isPresent())
        .containsExactly(true, false);
    assertThat(
            outputs(
                "events = [{E}, {E}], items = [{ item_id = i }]"
                    .replace("{E}", EVENT.substring(6))))
        .extracting(output -> output.item().isPresent())
        .containsExactly(true, false);
  }

  private static List<OutputMapping> outputs(String text) {
    return MappingReader.parse("inputs = [{" + text + "}]", "m").inputs().get(0).outputs();
  }

  @Test
  void keepsTheOrderOfPropertiesAndTheirNesting() {
    String text =
        """
        inputs = [ {
          event {
            event = e, user_id = u, timestamp = t
            properties {
              zebra = a
              ant = b
              cage { door = c }
            }
          }
        } ]
        """;
    FieldTree properties =
        MappingReader.parse(text, "m")
            .inputs()
            .get(0)
            .outputs()
            .get(0)
            .event()
            .orElseThrow()
            .bodies()
            .properties();
    assertThat(properties.expressions().keySet()).containsExactly("zebra", "ant");
    FieldTree cage = Objects.requireNonNull(properties.objects().get("cage"));
    assertThat(Objects.requireNonNull(cage.expressions().get("door")).key())
        .isEqualTo("inputs[0].event.properties.cage.door");
  }
}

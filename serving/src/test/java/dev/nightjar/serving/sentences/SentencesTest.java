package dev.nightjar.serving.sentences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
  @TempDir Path folder;

  @Test
  void theShippedLanguagesSayEverything() {
    Sentences shipped = Sentences.load(Optional.empty());
    assertThat(shipped.languages()).containsExactlyInAnyOrder("en", "de", "es", "fr");
    for (String language : shipped.languages()) {
      assertThat(shipped.motives(language)).as(language).containsExactlyInAnyOrder(Motive.values());
      assertThat(shipped.general(language)).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({"de, de", "de-AT, de", "DE_at, de", "de-CH-1996, de-ch", "it, en", "d, en", "-, en"})
  void aLocaleHasTheNearestLanguageThereIs(String locale, String language) throws IOException {
    Sentences sentences =
        load(
            "fallback = en, reasons { en { general = a }, de { general = b }, de-CH { general = c } }");
    assertThat(sentences.language(locale)).isEqualTo(language);
    assertThat(sentences.language(null)).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bought = \"Because {titel}\" | line 3, en.bought: column 9: there is no placeholder {titel} here, only {title}",
        "popular = \"Like {title}\" | line 3, en.popular: column 6: there is no placeholder {title} here, only {category}",
        "general = \"Like {title}\" | must hold for any item",
        "bougth = \"Because {title}\" | line 3, en.bougth: there is no sentence of that name; did you mean bought?",
        "bought = \"Because {title\" | column 9: a brace stands alone",
        "bought = \"Because title}\" | column 14: a brace stands alone",
        "bought = \" \" | it must be a sentence",
        "bought = 3 | must be a text"
      })
  void whatCannotBeSaidKeepsTheServerFromStarting(String line, String message) throws IOException {
    String general = line.startsWith("general") ? "" : "general = g\n";
    String text = "fallback = en\nreasons { en {\n" + line + "\n" + general + "} }";
    assertThatThrownBy(() -> load(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("said.conf")
        .hasMessageContaining(message);
  }

  @Test
  void aLanguageNeedsItsGeneralSentenceAndTheFallbackALanguage() {
    assertThatThrownBy(() -> load("fallback = en, reasons { en { rule = r } }"))
        .hasMessageContaining("lacks general");
    assertThatThrownBy(() -> load("fallback = eng, reasons { en { general = g } }"))
        .hasMessageContaining("did you mean en?");
    assertThatThrownBy(() -> Sentences.load(Optional.of(folder.resolve("none.conf"))))
        .hasMessageContaining("check serving.reasons_file");
  }

  @Test
  void aNameStandsWhereverItIsWritten() {
    Template twice = Template.parse("{title}, yes {title}!", Motive.Placeholder.TITLE);
    assertThat(twice.say("<b>{title}</b>")).isEqualTo("<b>{title}</b>, yes <b>{title}</b>!");
    assertThat(twice.say(null)).isNull();
  }

  private Sentences load(String text) throws IOException {
    return Sentences.load(Optional.of(Files.writeString(folder.resolve("said.conf"), text)));
  }
}

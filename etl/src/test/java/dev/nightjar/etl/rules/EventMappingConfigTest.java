package dev.nightjar.etl.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.nightjar.contract.EventNames;
import dev.nightjar.etl.TestNight;
import dev.nightjar.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMappingConfigTest {

  @Test
  void shipsThePromisedMapping() {
    Map<String, String> shipped =
        EventMappingConfig.shipped().rules().stream()
            .collect(
                Collectors.toMap(
                    EventRule::event, rule -> rule.interaction() + " " + rule.strength()));
    assertThat(shipped)
        .containsEntry("Item Viewed", "view 1.0")
        .containsEntry("Product Viewed", "view 1.0")
        .containsEntry("Video Playback Started", "view 1.0")
        .containsEntry("Item Clicked", "click 2.0")
        .containsEntry("Product Added to Wishlist", "like 4.0")
        .containsEntry("Video Content Completed", "complete 4.0")
        .containsEntry("Order Completed", "purchase 8.0")
        .containsEntry("Item Rated", "rating 8.0")
        .containsEntry("Product Removed", "dismiss -4.0")
        .containsEntry("Order Refunded", "return -8.0")
        .containsEntry("Recommendations Shown", "exposure 0.0")
        .containsEntry(EventNames.RECOMMENDATIONS_SERVED, "exposure 0.0")
        .hasSize(21);
  }

  @Test
  void readsEveryKeyOfARule() {
    EventMapping mapping =
        mapping(
            "Starred { interaction = rating, strength = 3, rating_max = 10, positive_from = 0.5, low_strength = -1 }");
    assertThat(mapping.rules())
        .containsExactly(
            new EventRule("Starred", "rating", 3, new EventRule.RatingScale(10, 0.5, -1)));
  }

  @Test
  void takesTheFileNamedInTheSettings(@TempDir Path dir) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("own.conf"), "events { Seen { interaction = view, strength = 2 } }");
    assertThat(
            EventMappingConfig.load(TestNight.settings("etl.events_file", file.toString()))
                .events())
        .containsExactly("Seen");
    assertThatThrownBy(
            () -> EventMappingConfig.load(TestNight.settings("etl.events_file", dir + "/no.conf")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no.conf");
  }

  @ParameterizedTest
  @CsvSource({
    "'A { interaction = glance, strength = 1 }', interaction = glance",
    "'A { interaction = view, strenght = 1, strength = 1 }', unknown key strenght",
    "'A { interaction = view }', strength",
    "'A { interaction = dismiss, strength = 1 }', must be negative",
    "'A { interaction = rating, strength = 1 }', rating_max",
    "'', names no event"
  })
  void stopsAtWhatItDoesNotUnderstand(String rule, String message) {
    assertThatThrownBy(() -> mapping(rule))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private static EventMapping mapping(String rules) {
    return EventMappingConfig.mapping(
        ConfigFactory.parseString("events { " + rules + " }"), "own.conf");
  }
}

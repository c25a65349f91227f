package dev.nightjar.streams.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RabbitSettingsTest {
  @Test
  void readsTheShippedDefaults() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new RabbitSettings(
                new Secret("amqp://127.0.0.1:5672"),
                "nightjar-events",
                "nightjar-events",
                "quorum",
                10_000,
                Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyArrives() {
    RabbitSettings settings =
        load(
            Map.of(
                "streams.rabbitmq.url", "amqps://u:hidden@h:1/v",
                "streams.rabbitmq.exchange", "e",
                "streams.rabbitmq.queue", "q",
                "streams.rabbitmq.queue_type", "classic",
                "streams.rabbitmq.prefetch", "200",
                "streams.rabbitmq.timeout", "3 s"));
    assertThat(settings)
        .isEqualTo(
            new RabbitSettings(
                new Secret("amqps://u:hidden@h:1/v"),
                "e",
                "q",
                "classic",
                200,
                Duration.ofSeconds(3)));
    assertThat(settings.toString()).doesNotContain("hidden");
  }

  private static RabbitSettings load(Map<String, String> sets) {
    return RabbitSettings.load(
        Settings.load(List.of(), sets).section("streams").section("rabbitmq"));
  }
}

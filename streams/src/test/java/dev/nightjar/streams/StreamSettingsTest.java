package dev.nightjar.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.serving.collector.EventStreams;
import dev.nightjar.settings.ConfigurationException;
import dev.nightjar.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSettingsTest {
  @Test
  void readsTheShippedDefaults() {
    assertThat(connector(Map.of()))
        .isEqualTo(
            new ConnectorSettings(
                "127.0.0.1", 8081, Duration.ofSeconds(30), 8_000_000, Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyArrives() {
    Map<String, String> sets =
        Map.of(
            "streams.connector.host", "0.0.0.0",
            "streams.connector.port", "1",
            "streams.connector.object_age", "2 s",
            "streams.connector.object_bytes", "3000",
            "streams.connector.retry", "4 s");
    assertThat(connector(sets))
        .isEqualTo(
            new ConnectorSettings(
                "0.0.0.0", 1, Duration.ofSeconds(2), 3_000, Duration.ofSeconds(4)));
  }

  @ParameterizedTest
  @CsvSource({"kafka", "rabbitmq"})
  void theKindIsFoundByName(String kind) {
    assertThat(EventStreams.named(settings(Map.of("streams.kind", kind))))
        .isInstanceOf(LandableStream.class);
  }

  @ParameterizedTest
  @CsvSource({
    "kafka, streams.kind, pulsar",
    "kafka, streams.kafka.bootstrap, nowhere",
    "kafka, streams.kafka.topic, a/b",
    "kafka, streams.kafka.timeout, 61 s",
    "kafka, streams.kafka.compression, zip",
    "kafka, streams.kafka.security, TLS",
    "kafka, streams.kafka.mechanism, GSSAPI",
    "rabbitmq, streams.rabbitmq.url, http://a",
    "rabbitmq, streams.rabbitmq.exchange, amq.fanout",
    "rabbitmq, streams.rabbitmq.queue_type, stream",
    "rabbitmq, streams.rabbitmq.prefetch, 99",
    "rabbitmq, streams.rabbitmq.timeout, 10 ms"
  })
  void refusesWhatMakesNoSense(String kind, String key, String value) {
    Map<String, String> sets =
        key.equals("streams.kind") ? Map.of(key, value) : Map.of("streams.kind", kind, key, value);
    assertThatThrownBy(() -> EventStreams.named(settings(sets)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key);
  }

  private static ConnectorSettings connector(Map<String, String> sets) {
    return ConnectorSettings.load(settings(sets).section("streams").section("connector"));
  }

  private static Settings settings(Map<String, String> sets) {
    return Settings.load(List.of(), sets);
  }
}

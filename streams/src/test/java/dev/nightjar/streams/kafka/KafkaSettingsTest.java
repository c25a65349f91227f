package dev.nightjar.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.settings.Secret;
import dev.nightjar.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  private static final Map<String, String> EVERY_KEY =
      Map.of(
          "streams.kafka.bootstrap", "a:1,b:2",
          "streams.kafka.topic", "t",
          "streams.kafka.group", "g",
          "streams.kafka.timeout", "2 s",
          "streams.kafka.compression", "zstd",
          "streams.kafka.security", "SASL_SSL",
          "streams.kafka.mechanism", "PLAIN",
          "streams.kafka.username", "u",
          "streams.kafka.password", "p\"w",
          "streams.kafka.properties_file", "more.properties");

  @TempDir Path folder;

  @Test
  void readsTheShippedDefaults() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new KafkaSettings(
                "127.0.0.1:9092",
                "nightjar-events",
                "nightjar-connect",
                Duration.ofSeconds(5),
                "lz4",
                new KafkaSettings.Login("PLAINTEXT", "SCRAM-SHA-512", "", Optional.empty()),
                Optional.empty()));
  }

  @Test
  void everyKeyArrives() {
    KafkaSettings settings = load(EVERY_KEY);
    assertThat(settings)
        .isEqualTo(
            new KafkaSettings(
                "a:1,b:2",
                "t",
                "g",
                Duration.ofSeconds(2),
                "zstd",
                new KafkaSettings.Login("SASL_SSL", "PLAIN", "u", Optional.of(new Secret("p\"w"))),
                Optional.of(Path.of("more.properties"))));
    assertThat(settings.toString()).doesNotContain("p\"w");
  }

  @Test
  void theFileCannotChangeWhatDurabilityRestsOn() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my.properties"),
            "acks=0\nenable.idempotence=false\nenable.auto.commit=true\nclient.rack=r1\n");
    Map<String, String> sets = new HashMap<>(EVERY_KEY);
    sets.put("streams.kafka.properties_file", file.toString());
    Properties producer = KafkaProperties.producer(load(sets));
    Properties connector = KafkaProperties.connector(load(sets), "me");

    assertThat(producer)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("client.rack", "r1");
    assertThat(connector).containsEntry("enable.auto.commit", "false");
    assertThat(producer.get("sasl.jaas.config").toString())
        .endsWith("username=\"u\" password=\"p\\\"w\";");
  }

  private static KafkaSettings load(Map<String, String> sets) {
    return KafkaSettings.load(Settings.load(List.of(), sets).section("streams").section("kafka"));
  }
}
